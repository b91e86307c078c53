import { Form } from '@remix-run/react'
import type { CaseQuery } from '#app/domain/verification/case-query.ts'
import { CASE_STATES } from '#app/domain/verification/case-step.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationListWords } from '#app/text/verification-list.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 font-normal text-ink'

export function CaseFilters({ query }: { query: CaseQuery }) {
  const words = useWords(verificationListWords)
  const { states } = useWords(verificationWords)
  return (
    <Form method="get" className="no-print mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4" key={JSON.stringify(query)}>
      <label className="block font-semibold">
        {words.state}
        <select name="state" defaultValue={query.state ?? ''} className={CONTROL}>
          <option value="">{words.all}</option>
          {CASE_STATES.map((state) => (
            <option key={state} value={state}>
              {states[state]}
            </option>
          ))}
        </select>
      </label>
      <label className="block font-semibold">
        {words.findings}
        <select name="findings" defaultValue={query.findings ?? ''} className={CONTROL}>
          <option value="">{words.all}</option>
          <option value="clean">{words.cleanOnly}</option>
          <option value="attention">{words.attentionOnly}</option>
        </select>
      </label>
      <label className="block font-semibold">
        {words.search}
        <input type="search" name="q" defaultValue={query.q} maxLength={100} className={CONTROL} />
      </label>
      <Button look="secondary">{words.filter}</Button>
    </Form>
  )
}
