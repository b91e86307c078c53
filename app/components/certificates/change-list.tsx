import { Form } from '@remix-run/react'
import type { RevocationReason, SupersessionReason } from '#app/domain/certificates/certificate.ts'
import type { ChangeState, ChangeWish } from '#app/domain/certificates/certificate-change.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, Card, type Tone } from '../ui/page.tsx'
import { SignerChoice } from './signer-choice.tsx'

export type ShownChange = {
  readonly id: string
  readonly kind: ChangeWish['kind']
  readonly reason: RevocationReason | SupersessionReason
  readonly note: string | null
  readonly newName: string | null
  readonly state: ChangeState
  readonly requestedOn: string
  /** Whether the reader may decide it: whoever asked may not. */
  readonly mayDecide: boolean
  readonly isOwn: boolean
}

const TONES: Record<ChangeState, Tone> = { requested: 'warn', approved: 'good', rejected: 'neutral' }

/** Every change that was asked for, the newest first, with the second person's buttons on the one that waits. */
export function ChangeList({ changes, signers }: { changes: readonly ShownChange[]; signers: readonly Signer[] }) {
  const words = useWords(issuingWords)
  return (
    <ul className="grid gap-3">
      {changes.map((change) => (
        <li key={change.id}>
          <Card>
            <p className="flex flex-wrap items-baseline gap-2">
              <strong>{words.changeKinds[change.kind]}</strong> {words.reasons[change.reason]}
              <Badge tone={TONES[change.state]}>{words.changeStates[change.state]}</Badge>
            </p>
            <p className="text-muted">
              {words.requestedOn} {change.requestedOn}
            </p>
            {change.newName === null ? null : (
              <p>
                {words.newName}: {change.newName}
              </p>
            )}
            {change.note === null ? null : (
              <p className="[overflow-wrap:anywhere]">
                {words.note}: {change.note}
              </p>
            )}
            {change.state === 'requested' ? <Decision change={change} signers={signers} /> : null}
          </Card>
        </li>
      ))}
    </ul>
  )
}

function Decision({ change, signers }: { change: ShownChange; signers: readonly Signer[] }) {
  const words = useWords(issuingWords)
  if (!change.mayDecide) return <p className="mt-2 text-muted">{change.isOwn ? words.ownRequest : words.open}</p>
  return (
    <Form method="post" className="mt-3 flex flex-wrap items-end gap-3">
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="changeId" value={change.id} />
      {change.kind === 'replace' ? (
        <SignerChoice signers={signers.filter((signer) => signer !== 'bsre')} id={`signer-${change.id}`} />
      ) : null}
      <Button name="answer" value="approved">
        {words.approve}
      </Button>
      <Button name="answer" value="rejected" look="secondary">
        {words.reject}
      </Button>
    </Form>
  )
}
