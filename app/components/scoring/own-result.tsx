import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { commonWords } from '#app/text/common.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { useWords } from '../ui/locale.tsx'

export type ReleasedResult = {
  readonly examTitle: string
  readonly passed: boolean
  readonly confirmedOn: string
  readonly total: { readonly score: string; readonly threshold: string }
  readonly fields: readonly {
    readonly field: ServiceField
    readonly score: string
    readonly threshold: string
    readonly competent: boolean | null
  }[]
  readonly learnNext: readonly { readonly competency: string; readonly name: string; readonly field: ServiceField }[]
  readonly hasCertificate: boolean
}

/** A candidate's own result, in words before figures; every figure comes as text. */
export function OwnResult({ result }: { result: ReleasedResult }) {
  const words = useWords(scoringWords)
  const { fields } = useWords(commonWords)
  return (
    <>
      <section className="panel">
        <p className="muted">{result.examTitle}</p>
        <h2>{result.passed ? `✓ ${words.passed}` : words.failed}</h2>
        <p>{result.passed ? words.own.passedText : words.own.failedText}</p>
        <p>
          {words.total}: <strong>{result.total.score}</strong> {words.own.of100} ({words.own.atLeast(result.total.threshold)})
        </p>
        <p className="muted">{words.own.confirmedOn(result.confirmedOn)}</p>
        {result.hasCertificate ? (
          <a href="/exam/certificate" className="button">
            {words.own.certificate}
          </a>
        ) : null}
        {result.hasCertificate ? (
          <p>
            <a href="/exam/credential">{words.own.credential}</a>
          </p>
        ) : null}
      </section>
      <h2>{words.fieldScores}</h2>
      {result.fields.map(({ field, score, threshold, competent }) => (
        <section className="panel" key={field}>
          <p>
            <strong>{fields[field]}</strong>
          </p>
          <p>
            {words.score}: <strong>{score}</strong> ({words.own.atLeast(threshold)})
          </p>
          <p>{competent === true ? `✓ ${words.competent}` : words.notYetCompetent}</p>
        </section>
      ))}
      {result.learnNext.length > 0 ? (
        <>
          <h2>{words.own.learnNext}</h2>
          <p className="muted">{words.own.learnNextText}</p>
          <ol>
            {result.learnNext.map(({ competency, name, field }) => (
              <li key={competency}>
                {name} <span className="muted">({fields[field]})</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </>
  )
}
