import { figureText } from '#app/domain/analytics/figure-text.ts'
import { recapWords } from '#app/text/score-recap.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'

type Village = {
  readonly code: string
  readonly name: string
  readonly districtName: string
  readonly people: number
  readonly passed: number
  readonly notPassed: number
  readonly unmarked: number
  readonly mean: number
}

/** The first sheet of the recap: everybody together, then one line per kelurahan. */
export function RecapTable({ urbanVillages }: { urbanVillages: readonly Village[] }) {
  const words = useWords(recapWords)
  const locale = useLocale()
  const sum = (pick: (village: Village) => number) => urbanVillages.reduce((total, village) => total + pick(village), 0)
  const people = sum((village) => village.people)
  const whole: Village = {
    code: '',
    name: words.whole,
    districtName: '',
    people,
    passed: sum(({ passed }) => passed),
    notPassed: sum(({ notPassed }) => notPassed),
    unmarked: sum(({ unmarked }) => unmarked),
    mean: people === 0 ? 0 : sum((village) => village.mean * village.people) / people,
  }
  const count = (key: 'people' | 'passed' | 'notPassed' | 'unmarked') => ({
    key,
    head: words[key],
    numeric: true,
    cell: (village: Village) => figureText(village[key], 0, locale),
  })
  return (
    <DataTable
      caption={words.citySheet}
      rows={[whole, ...urbanVillages]}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'village',
          head: words.urbanVillage,
          cell: ({ code, name }) => (code === '' ? <span className="font-semibold">{name}</span> : name),
        },
        { key: 'district', head: words.district, cell: ({ districtName }) => districtName },
        count('people'),
        count('passed'),
        count('notPassed'),
        count('unmarked'),
        { key: 'mean', head: words.mean, numeric: true, cell: ({ mean }) => figureText(mean, 1, locale) },
      ]}
    />
  )
}
