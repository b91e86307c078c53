import { Form, Link } from '@remix-run/react'
import { plenaryWords, seatWords } from '#app/text/plenary.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'

export type VillageLine = {
  readonly code: string
  readonly name: string
  readonly quota: number
  readonly candidates: number
  readonly undecided: number
  readonly selected: number
  readonly reserve: number
  readonly overridden: number
}

/** Every kelurahan of the agenda with its quota and how far it is decided. */
export function VillageSeats({
  rows,
  mayDecide,
  hrefFor,
}: {
  rows: readonly VillageLine[]
  mayDecide: boolean
  hrefFor: (code: string) => string
}) {
  const words = useWords(plenaryWords)
  const seats = useWords(seatWords)
  return (
    <DataTable
      caption={words.villages}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'village',
          head: words.village,
          cell: ({ code, name }) => (
            <Link to={hrefFor(code)} className="text-accent underline">
              {name}
            </Link>
          ),
        },
        { key: 'quota', head: words.quota, numeric: true, cell: ({ quota }) => words.count(quota) },
        { key: 'candidates', head: words.candidates, numeric: true, cell: ({ candidates }) => words.count(candidates) },
        { key: 'selected', head: seats.selected, numeric: true, cell: ({ selected }) => words.count(selected) },
        { key: 'reserve', head: seats.reserve, numeric: true, cell: ({ reserve }) => words.count(reserve) },
        { key: 'overridden', head: words.overridden, numeric: true, cell: ({ overridden }) => words.count(overridden) },
        {
          key: 'undecided',
          head: words.undecided,
          numeric: true,
          cell: ({ code, name, undecided }) =>
            mayDecide && undecided > 0 ? (
              <Form method="post" className="inline-flex items-center gap-2">
                {words.count(undecided)}
                <input type="hidden" name="village" value={code} />
                <Button look="secondary" name="act" value="adopt">
                  {words.adopt}
                  <span className="sr-only"> {name}</span>
                </Button>
              </Form>
            ) : (
              words.count(undecided)
            ),
        },
      ]}
    />
  )
}
