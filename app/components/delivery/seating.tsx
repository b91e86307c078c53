import { Form, Link } from '@remix-run/react'
import { accommodationWords } from '#app/text/accommodation.ts'
import { seatingWords } from '#app/text/seating.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, EmptyState } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

type Waiting = { readonly code: string; readonly name: string; readonly waiting: number }

/** Gives the free seats of a session to a kelurahan. */
export function SeatingForm({ urbanVillages }: { urbanVillages: readonly Waiting[] }) {
  const words = useWords(seatingWords)
  if (urbanVillages.length === 0) return <p className="text-muted">{words.none}</p>
  return (
    <Form method="post" className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="act" value="seat" />
      <div className="min-w-0">
        <label htmlFor="seat-region" className="font-semibold">
          {words.urbanVillage}
        </label>
        <select
          id="seat-region"
          name="region"
          className="mt-1 block min-h-10 max-w-full rounded-md border border-line bg-surface px-3 py-1.5 text-ink"
        >
          {urbanVillages.map(({ code, name, waiting }) => (
            <option key={code} value={code}>
              {words.option(name, waiting)}
            </option>
          ))}
        </select>
      </div>
      <Button>{words.action}</Button>
    </Form>
  )
}

export type SeatedRow = {
  readonly candidateId: string
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillageName: string
  readonly hasCard: boolean
  readonly begun: boolean
}
type SeatedTableProps = {
  readonly rows: readonly SeatedRow[]
  /** The session's page. */
  readonly path: string
  readonly mayPlan: boolean
  readonly mayMakeCards: boolean
}

const SMALL_BUTTON = 'min-h-8 cursor-pointer rounded-md border border-line bg-surface px-2 text-[13px] text-ink hover:border-accent'

/** Everybody of a session, with what can be done for one person. */
export function SeatedTable({ rows, path, mayPlan, mayMakeCards }: SeatedTableProps) {
  const seating = useWords(seatingWords)
  const accommodation = useWords(accommodationWords)
  if (rows.length === 0) return <EmptyState title={seating.empty} />
  return (
    <DataTable
      caption={seating.list}
      rows={rows}
      rowKey={({ candidateId }) => candidateId}
      columns={[
        { key: 'number', head: seating.number, cell: ({ participantNumber }) => participantNumber },
        { key: 'name', head: seating.name, cell: ({ cadreName }) => cadreName },
        { key: 'village', head: seating.urbanVillageHead, cell: ({ urbanVillageName }) => urbanVillageName },
        {
          key: 'card',
          head: seating.card,
          cell: ({ hasCard }) => <Badge tone={hasCard ? 'good' : 'neutral'}>{hasCard ? seating.hasCard : seating.noCard}</Badge>,
        },
        {
          key: 'actions',
          head: seating.actions,
          cell: ({ candidateId, cadreName, begun, hasCard }) => (
            <div className="flex flex-wrap gap-2">
              {mayMakeCards && hasCard ? (
                <Form method="post" action={`${path}/cards`} reloadDocument>
                  <input type="hidden" name="candidateId" value={candidateId} />
                  <button type="submit" className={SMALL_BUTTON} aria-label={seating.cards.oneLabel(cadreName)}>
                    {seating.cards.one}
                  </button>
                </Form>
              ) : null}
              {mayPlan && !begun ? (
                <Link
                  to={`${path}/candidates/${candidateId}`}
                  aria-label={accommodation.linkLabel(cadreName)}
                  className="self-center text-[13px]"
                >
                  {accommodation.title}
                </Link>
              ) : null}
              {mayPlan && !begun ? (
                <Form method="post">
                  <input type="hidden" name="act" value="unseat" />
                  <input type="hidden" name="candidateId" value={candidateId} />
                  <button type="submit" className={SMALL_BUTTON} aria-label={seating.removeLabel(cadreName)}>
                    {seating.remove}
                  </button>
                </Form>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  )
}
