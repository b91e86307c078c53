import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { RegionAsked } from '#app/domain/analytics/person-score.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

/** A form whose answers stand in the address, so that a view can be sent, marked and come back to. */
export function FilterForm({ to, state, children }: { to: string /** What is chosen now. */; state: unknown; children: ReactNode }) {
  const words = useWords(analyticsWords).distribution
  return (
    <Form
      key={JSON.stringify(state)}
      method="get"
      className="no-print mb-6 grid gap-x-4 gap-y-3 rounded-md border border-line bg-surface p-4 sm:grid-cols-2 xl:grid-cols-5"
      aria-label={words.filters}
    >
      {children}
      <div className="flex flex-wrap items-center gap-4 sm:col-span-2 xl:col-span-5">
        <Button>{words.show}</Button>
        <Link to={to} className="text-accent underline">
          {words.reset}
        </Link>
      </div>
    </Form>
  )
}

type ChoiceProps = { name: string; label: string; chosen: string; children: ReactNode; wide?: boolean }

export function Choice({ name, label, chosen, children, wide = false }: ChoiceProps) {
  return (
    <div className={wide ? 'min-w-0 sm:col-span-2' : 'min-w-0'}>
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={chosen}
        className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink"
      >
        {children}
      </select>
    </div>
  )
}

/** On paper, where the form is not printed: what the figures are of. */
export function PrintedChoice({ parts }: { parts: readonly (string | undefined)[] }) {
  return <p className="mb-4 hidden font-semibold print:block">{parts.filter((part) => part !== undefined).join(' · ')}</p>
}

/** The region asked for, by its name. */
export function regionPart(
  { districts, urbanVillages }: RegionsToChoose,
  { districtCode, urbanVillageCode }: RegionAsked,
): string | undefined {
  if (urbanVillageCode !== null) return urbanVillages.find(({ code }) => code === urbanVillageCode)?.name
  return districts.find(({ code }) => code === districtCode)?.name
}

export type ExamChoice = { readonly id: string; readonly title: string; readonly periodName: string }

export function ExamSelect({ name, label, exams, chosen }: { name: string; label: string; exams: readonly ExamChoice[]; chosen: string }) {
  return (
    <Choice name={name} label={label} chosen={chosen} wide>
      {exams.map(({ id, title, periodName }) => (
        <option key={id} value={id}>
          {title} · {periodName}
        </option>
      ))}
    </Choice>
  )
}

type Named = { readonly code: string; readonly name: string }
export type RegionsToChoose = {
  readonly districts: readonly Named[]
  readonly urbanVillages: readonly (Named & { readonly district: Named })[]
}

/** The kecamatan and kelurahan that the reader may choose; somebody of one kelurahan has nothing to choose. */
export function RegionChoices({ districts, urbanVillages, asked }: RegionsToChoose & { readonly asked: RegionAsked }) {
  const words = useWords(analyticsWords).distribution
  const parents = [...new Map(urbanVillages.map(({ district }) => [district.code, district])).values()]
  return (
    <>
      {districts.length > 0 ? (
        <Choice name="district" label={words.district} chosen={asked.districtCode ?? ''}>
          <option value="">{words.everyDistrict}</option>
          {districts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choice>
      ) : null}
      {urbanVillages.length > 1 ? (
        <Choice name="village" label={words.village} chosen={asked.urbanVillageCode ?? ''}>
          <option value="">{words.everyVillage}</option>
          {parents.map((parent) => (
            <optgroup key={parent.code} label={parent.name}>
              {urbanVillages
                .filter(({ district }) => district.code === parent.code)
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Choice>
      ) : null}
    </>
  )
}
