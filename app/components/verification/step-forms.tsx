import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { ActKind } from '#app/domain/verification/case-step.ts'
import { INELIGIBILITY_REASONS, REOPEN_REASONS, RETURN_REASONS } from '#app/domain/verification/reasons.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationSheetWords } from '#app/text/verification-sheet.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Card } from '../ui/page.tsx'

const CONTROL = 'mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

/** Every step that this reader may take, the way forward first; the others open on demand. */
export function StepForms({ acts, version, typed }: { acts: readonly ActKind[]; version: number; typed: TypedStep | null }) {
  const words = useWords(verificationSheetWords)
  return (
    <div className="grid max-w-[68ch] gap-4">
      {acts.includes('propose') ? (
        <StepForm act="propose" version={version}>
          <label className="mb-3 flex items-start gap-2">
            <input type="checkbox" name="statement" value="yes" className="mt-0.5 size-6 shrink-0 accent-accent" />
            {words.statement}
          </label>
          <NoteField id="note-propose" typed={typed?.act === 'propose' ? typed.note : ''} />
          <Button>{words.forward.propose}</Button>
        </StepForm>
      ) : null}
      {acts.includes('acknowledge') ? (
        <StepForm act="acknowledge" version={version}>
          <NoteField id="note-acknowledge" typed={typed?.act === 'acknowledge' ? typed.note : ''} />
          <Button>{words.forward.acknowledge}</Button>
        </StepForm>
      ) : null}
      {acts.includes('verify') ? (
        <>
          <StepForm act="verify" version={version}>
            <input type="hidden" name="decision" value="eligible" />
            <NoteField id="note-eligible" typed={typed?.decision === 'eligible' ? typed.note : ''} />
            <Button>{words.forward.verify}</Button>
          </StepForm>
          <Folded title={words.decisionsLong.ineligible} isOpen={typed?.decision === 'ineligible'}>
            <StepForm act="verify" version={version}>
              <input type="hidden" name="decision" value="ineligible" />
              <ReasonBoxes chosen={typed?.reasons ?? []} />
              <NoteField id="note-ineligible" typed={typed?.decision === 'ineligible' ? typed.note : ''} />
              <BasisField id="basis-ineligible" typed={typed?.basis ?? ''} />
              <Button look="danger">{words.ineligible}</Button>
            </StepForm>
          </Folded>
        </>
      ) : null}
      {acts.includes('return') ? (
        <Folded title={words.return} isOpen={typed?.act === 'return'}>
          <StepForm act="return" version={version}>
            <ReasonSelect name="returnReason" label={words.returnReason} reasons={RETURN_REASONS} />
            <NoteField id="note-return" typed={typed?.act === 'return' ? typed.note : ''} />
            <Button look="danger">{words.return}</Button>
          </StepForm>
        </Folded>
      ) : null}
      {acts.includes('reopen') ? (
        <Folded title={words.reopen} isOpen={typed?.act === 'reopen'}>
          <StepForm act="reopen" version={version}>
            <ReasonSelect name="reopenReason" label={words.reopenReason} reasons={REOPEN_REASONS} />
            <NoteField id="note-reopen" typed={typed?.act === 'reopen' ? typed.note : ''} />
            <BasisField id="basis-reopen" typed={typed?.basis ?? ''} />
            <Button look="danger">{words.reopen}</Button>
          </StepForm>
        </Folded>
      ) : null}
    </div>
  )
}

/** What was sent and refused, so that nothing is typed twice. */
export type TypedStep = {
  readonly act: ActKind
  readonly decision: 'eligible' | 'ineligible' | null
  readonly reasons: readonly string[]
  readonly note: string
  readonly basis: string
}

function StepForm({ act, version, children }: { act: ActKind; version: number; children: ReactNode }) {
  return (
    <Card>
      <Form method="post">
        <input type="hidden" name="intent" value="step" />
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="seen" value={version} />
        {children}
      </Form>
    </Card>
  )
}

function Folded({ title, isOpen, children }: { title: string; isOpen: boolean; children: ReactNode }) {
  return (
    <details open={isOpen}>
      <summary className="min-h-10 cursor-pointer font-semibold">{title}</summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}

function NoteField({ id, typed }: { id: string; typed: string }) {
  const words = useWords(verificationSheetWords)
  return (
    <div className="mb-3">
      <label htmlFor={id} className="font-semibold">
        {words.note}
      </label>
      <p id={`${id}-hint`} className="text-[13px] text-muted">
        {words.noteHint}
      </p>
      <textarea
        key={typed}
        id={id}
        name="note"
        rows={2}
        maxLength={1000}
        defaultValue={typed}
        aria-describedby={`${id}-hint`}
        className={CONTROL}
      />
    </div>
  )
}

function BasisField({ id, typed }: { id: string; typed: string }) {
  const words = useWords(verificationSheetWords)
  return (
    <div className="mb-3">
      <label htmlFor={id} className="font-semibold">
        {words.basis}
      </label>
      <p id={`${id}-hint`} className="text-[13px] text-muted">
        {words.basisHint}
      </p>
      <input key={typed} id={id} name="basis" maxLength={1000} defaultValue={typed} aria-describedby={`${id}-hint`} className={CONTROL} />
    </div>
  )
}

function ReasonBoxes({ chosen }: { chosen: readonly string[] }) {
  const words = useWords(verificationSheetWords)
  const { reasons } = useWords(verificationWords)
  return (
    <fieldset className="mb-3" key={chosen.join()}>
      <legend className="font-semibold">{words.reasons}</legend>
      {INELIGIBILITY_REASONS.map((reason) => (
        <label key={reason} className="flex min-h-9 items-center gap-2">
          <input type="checkbox" name="reasons" value={reason} defaultChecked={chosen.includes(reason)} className="size-6 accent-accent" />
          {reasons[reason]}
        </label>
      ))}
    </fieldset>
  )
}

type ReasonSelectProps = {
  name: 'returnReason' | 'reopenReason'
  label: string
  reasons: typeof RETURN_REASONS | typeof REOPEN_REASONS
}

function ReasonSelect({ name, label, reasons }: ReasonSelectProps) {
  const { reasons: words } = useWords(verificationWords)
  return (
    <label className="mb-3 block font-semibold">
      {label}
      <select name={name} className={`${CONTROL} min-h-10 font-normal`}>
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {words[reason]}
          </option>
        ))}
      </select>
    </label>
  )
}
