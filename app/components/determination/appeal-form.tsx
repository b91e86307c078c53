import { APPEAL_KINDS } from '#app/domain/determination/appeal.ts'
import { appealWords } from '#app/text/appeal.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

export type AppealTyped = { readonly kind: string; readonly statement: string }
export type AppealFaults = { readonly kind: boolean; readonly statement: 'too-short' | 'too-long' | null }

/** A plain form; what was typed comes back with its faults. */
export function AppealForm({ typed, faults }: { typed: AppealTyped | null; faults: AppealFaults | null }) {
  const words = useWords(appealWords)
  const locale = useLocale()
  const length = (typed?.statement.length ?? 0).toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB')
  const statementFault =
    faults?.statement === 'too-short' ? words.tooShort : faults?.statement === 'too-long' ? words.tooLong(length) : null
  return (
    <form method="post" className="panel" id="appeal-form">
      <h2>{words.form}</h2>
      <input type="hidden" name="intent" value="file" />
      <fieldset className="outcome-kinds" aria-describedby={faults?.kind ? 'kind-error' : undefined}>
        <legend>{words.kind}</legend>
        {faults?.kind ? (
          <p className="error" id="kind-error">
            {words.kindMissing}
          </p>
        ) : null}
        {APPEAL_KINDS.map((kind) => (
          <label className="option" key={kind}>
            <input
              className="option-input"
              type="radio"
              name="kind"
              value={kind}
              defaultChecked={typed?.kind === kind}
              aria-invalid={faults?.kind ? true : undefined}
            />
            <span className="option-text">
              {words.kinds[kind].name}
              <span className="outcome-meaning">{words.kinds[kind].meaning}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="statement">{words.statement}</label>
        <p className="hint" id="statement-hint">
          {words.statementHint}
        </p>
        <textarea
          id="statement"
          name="statement"
          rows={8}
          defaultValue={typed?.statement}
          aria-invalid={statementFault === null ? undefined : true}
          aria-describedby={statementFault === null ? 'statement-hint' : 'statement-hint statement-error'}
        />
        {statementFault === null ? null : (
          <p className="error" id="statement-error">
            {statementFault}
          </p>
        )}
      </div>
      <button type="submit" className="button wide">
        {words.send}
      </button>
    </form>
  )
}
