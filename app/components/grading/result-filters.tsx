import { Form } from '@remix-run/react'
import type { ResultQuery } from '#app/domain/grading/result-query.ts'
import { gradingWords } from '#app/text/grading.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

type Choice = { readonly value: string; readonly label: string }
const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2'

type ResultFiltersProps = {
  readonly query: ResultQuery
  readonly urbanVillages: readonly { code: string; name: string }[]
  readonly sessions: readonly { id: string; label: string }[]
}

export function ResultFilters({ query, urbanVillages, sessions }: ResultFiltersProps) {
  const words = useWords(gradingWords).results
  const { states } = useWords(scoringWords)
  const inUse = (['awaiting-confirmation', 'awaiting-marking', 'confirmed'] as const).map((state) => ({
    value: state,
    label: states[state],
  }))
  const orders = (['name', 'highest', 'lowest'] as const).map((order) => ({ value: order, label: words.orders[order] }))
  return (
    <Form method="get" className="no-print mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3" key={JSON.stringify(query)}>
      <Select name="state" label={words.state} value={query.state ?? ''} choices={[{ value: '', label: words.all }, ...inUse]} />
      <Select
        name="urbanVillage"
        label={words.urbanVillage}
        value={query.urbanVillage ?? ''}
        choices={[{ value: '', label: words.all }, ...urbanVillages.map(({ code, name }) => ({ value: code, label: name }))]}
      />
      <Select
        name="session"
        label={words.session}
        value={query.session ?? ''}
        choices={[{ value: '', label: words.all }, ...sessions.map(({ id, label }) => ({ value: id, label }))]}
      />
      <label className="block font-semibold">
        {words.search}
        <input type="search" name="search" defaultValue={query.search} maxLength={100} className={`${CONTROL} font-normal`} />
      </label>
      <Select name="order" label={words.order} value={query.order} choices={orders} />
      <Button look="secondary">{words.filter}</Button>
    </Form>
  )
}

function Select({ name, label, value, choices }: { name: string; label: string; value: string; choices: readonly Choice[] }) {
  return (
    <label className="block font-semibold">
      {label}
      <select name={name} defaultValue={value} className={`${CONTROL} font-normal`}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}
