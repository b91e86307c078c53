import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import { type FaceOfVersion, type FaceWords, facesOf } from '#app/domain/question-bank/version-face.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { commonWords } from '#app/text/common.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'

type Side = { readonly version: number; readonly content: QuestionContent }

/** Two versions side by side, part by part; what differs carries a word beside its colour. */
export function VersionDifference({
  left,
  right,
  competencyNames,
}: {
  left: Side
  right: Side
  competencyNames: Readonly<Record<string, string>>
}) {
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const say: FaceWords = {
    placing: ({ field, competency, difficulty, documentation: { lifeCycle, tags } }) =>
      [
        common.fields[field],
        competencyNames[competency] ?? competency,
        terms.difficulties[difficulty],
        ...(lifeCycle === null ? [] : [terms.lifeCycles[lifeCycle] ?? lifeCycle]),
        ...tags.map((tag) => terms.tagNames[tag] ?? tag),
      ].join(' · '),
    day: (day) => formatDay(day, locale),
    credit: (rule) => terms.credits[rule],
    truth: (correct) => (correct ? words.trueWord : words.falseWord),
    decimal: (decimal) => (locale === 'id' ? decimal.replace('.', ',') : decimal),
  }
  const label: Record<FaceOfVersion['part'], string> = {
    stem: terms.stem,
    picture: words.picture,
    options: words.options,
    key: words.answerKey,
    rationale: words.rationale,
    sources: terms.sources,
    effectiveFrom: words.effectiveFrom,
    placing: terms.competency,
    enemies: words.enemies,
  }
  return (
    <section
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
      aria-label={words.compareTitle(left.version, right.version)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">{words.compareTitle(left.version, right.version)}</caption>
        <thead>
          <tr>
            <th scope="col" className="px-3 py-2">
              {terms.part}
            </th>
            <th scope="col" className="px-3 py-2">
              {words.version(left.version)}
            </th>
            <th scope="col" className="px-3 py-2">
              {words.version(right.version)}
            </th>
          </tr>
        </thead>
        <tbody>
          {facesOf(left.content, right.content, say).map(({ part, before, after }) => (
            <tr key={part} className={`border-t border-line align-top ${before === after ? '' : 'bg-warn-soft'}`}>
              <th scope="row" className="px-3 py-2 whitespace-nowrap">
                {label[part]}
                <br />
                <Badge tone={before === after ? 'neutral' : 'warn'}>{before === after ? words.same : words.different}</Badge>
              </th>
              <td className="w-1/2 px-3 py-2 whitespace-pre-line">{before}</td>
              <td className="w-1/2 px-3 py-2 whitespace-pre-line">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
