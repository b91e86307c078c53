import { Form } from '@remix-run/react'
import type { ActKind, ActReason, ActScope, ActState } from '#app/domain/proctoring/room-act.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

const TONES: Record<ActState, Tone> = { waiting: 'warn', done: 'good', rejected: 'neutral' }

export type ShownAct = {
  readonly id: string
  readonly kind: ActKind
  readonly scope: ActScope
  readonly time: { readonly amount: number; readonly unit: 'minutes' | 'percent' } | null
  readonly whom: string | null
  readonly reason: ActReason
  readonly note: string | null
  readonly state: ActState
  readonly askedBy: string
  readonly askedAt: string
  readonly decidedBy: string | null
  readonly affected: number | null
  readonly mayDecide: boolean
}

/**
 * Acts with their reasons and people.
 * @param decideAt where the second person's answer is posted; null where all acts are of one candidate and nobody answers.
 */
export function ActList({ acts, decideAt }: { acts: readonly ShownAct[]; decideAt: string | null }) {
  const words = useWords(proctoringWords)
  if (acts.length === 0) return <p className="text-muted">{words.nothingDone}</p>
  return (
    <DataTable
      caption={words.history}
      rows={acts}
      rowKey={({ id }) => id}
      columns={[
        { key: 'when', head: words.when, cell: ({ askedAt }) => askedAt },
        {
          key: 'what',
          head: words.what,
          cell: ({ kind, time }) => (
            <>
              {words.acts[kind]}
              {time === null ? null : ` · ${time.amount} ${time.unit === 'minutes' ? words.minutes : words.percent}`}
            </>
          ),
        },
        ...(decideAt === null
          ? []
          : [
              {
                key: 'whom',
                head: words.whom,
                cell: ({ whom, scope, affected }: ShownAct) =>
                  (whom ?? words.scopes[scope]) + (whom === null && affected !== null ? ` (${words.changed(affected)})` : ''),
              },
            ]),
        {
          key: 'why',
          head: words.reason,
          cell: ({ reason, note }) => (
            <>
              {words.reasons[reason]}
              {note === null ? null : <span className="block text-muted">{note}</span>}
            </>
          ),
        },
        {
          key: 'who',
          head: words.who,
          cell: ({ askedBy, decidedBy, state }) => (
            <>
              {askedBy}
              {decidedBy === null ? null : (
                <span className="block text-muted">{state === 'rejected' ? words.rejectedBy(decidedBy) : words.second(decidedBy)}</span>
              )}
            </>
          ),
        },
        {
          key: 'state',
          head: words.state,
          cell: (act) => (
            <>
              <Badge tone={TONES[act.state]}>{words.states[act.state]}</Badge>
              {act.mayDecide && decideAt !== null ? (
                <Form method="post" action={decideAt} className="mt-2 flex flex-wrap gap-2">
                  <input type="hidden" name="actId" value={act.id} />
                  <Button name="answer" value="approved">
                    {words.approve}
                  </Button>
                  <Button look="secondary" name="answer" value="rejected">
                    {words.reject}
                  </Button>
                </Form>
              ) : null}
            </>
          ),
        },
      ]}
    />
  )
}
