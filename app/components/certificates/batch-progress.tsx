import type { SubmissionResult } from '@conform-to/react'
import { Form, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { type BatchState, ISSUANCE_STATES, type IssuanceState, type Signer, type StopReason } from '#app/domain/certificates/issuance.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { Button } from '../ui/button.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Notice, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'

export type ShownProgress = {
  readonly state: BatchState
  readonly stopReason: StopReason | null
  readonly signer: Signer
  readonly counts: Readonly<Record<IssuanceState, number>>
  readonly all: number
  readonly through: number
}

const REFRESH_MILLISECONDS = 2_000
const FIELD = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

/** How far a batch is, why it stands still, and what can be done about it. */
export function BatchProgress({
  progress,
  mayChange,
  problem,
}: {
  progress: ShownProgress
  mayChange: boolean
  problem: SubmissionResult<string[]> | null | undefined
}) {
  const words = useWords(issuingWords)
  const locale = useLocale()
  useRefresh(progress.state === 'running')
  const number = (count: number) => formatCount(count, locale)
  const shown = ISSUANCE_STATES.filter((state) => progress.counts[state] > 0 || state === 'published')
  return (
    <>
      {progress.stopReason === null ? null : (
        <Notice tone="bad" title={words.states.stopped}>
          {words.stops[progress.stopReason]}
        </Notice>
      )}
      {problem?.status === 'error' ? (
        <Notice tone="bad" isAnswer>
          {JSON.stringify(problem.error).includes('official') ? words.officialNeeded : words.notNow}
        </Notice>
      ) : null}
      <Section>
        <p className="mb-1 font-semibold" role="status">
          {words.progress(number(progress.through), number(progress.all))}
        </p>
        <progress
          value={progress.through}
          max={progress.all}
          className="block h-4 w-full max-w-[68ch] accent-accent"
          aria-label={words.batch}
        />
        {progress.state === 'running' ? <p className="mt-1 text-[13px] text-muted">{words.updatedItself}</p> : null}
      </Section>
      {mayChange ? <BatchActions progress={progress} /> : null}
      <Section title={words.stepsCaption}>
        <DataTable
          caption={words.stepsCaption}
          rows={shown}
          rowKey={(state) => state}
          columns={[
            { key: 'state', head: words.state, cell: (state) => words.steps[state] },
            { key: 'count', head: words.count, numeric: true, cell: (state) => number(progress.counts[state]) },
          ]}
        />
      </Section>
    </>
  )
}

function BatchActions({ progress: { state, signer } }: { progress: ShownProgress }) {
  const words = useWords(issuingWords)
  if (state === 'done') return null
  if (state === 'running') {
    return (
      <Form method="post" className="mb-6">
        <Button name="intent" value="pause" look="secondary">
          {words.pause}
        </Button>
      </Form>
    )
  }
  return (
    <Form method="post" className="mb-6 max-w-[68ch]">
      {signer === 'bsre' ? (
        <>
          <div className="mb-4">
            <label htmlFor="nik" className="font-semibold">
              {words.nik}
            </label>
            <p id="nik-hint" className="text-[13px] text-muted">
              {words.nikHint}
            </p>
            <input id="nik" name="nik" inputMode="numeric" autoComplete="off" aria-describedby="nik-hint" className={FIELD} />
          </div>
          <div className="mb-4">
            <label htmlFor="passphrase" className="font-semibold">
              {words.passphrase}
            </label>
            <p id="passphrase-hint" className="text-[13px] text-muted">
              {words.passphraseHint}
            </p>
            <input
              id="passphrase"
              name="passphrase"
              type="password"
              autoComplete="off"
              aria-describedby="passphrase-hint"
              className={FIELD}
            />
          </div>
        </>
      ) : null}
      <Button name="intent" value="resume">
        {signer === 'bsre' ? words.sign : words.resume}
      </Button>
    </Form>
  )
}

/** Asks again every two seconds while the batch runs and the page is looked at. */
function useRefresh(running: boolean) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!running || state !== 'idle') return
    const timer = setTimeout(() => document.visibilityState === 'visible' && revalidate(), REFRESH_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [running, state, revalidate])
}
