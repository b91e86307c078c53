import { checkWords } from '#app/text/certificate-check.ts'
import { useWords } from '../ui/locale.tsx'
import { PlainField } from '../ui/plain-field.tsx'

type CheckFormProps = { readonly typed?: string; readonly problem?: 'missing' | 'malformed' | null }

/** A plain form that leads to the certificate's own address. */
export function CheckForm({ typed, problem = null }: CheckFormProps) {
  const words = useWords(checkWords)
  return (
    <form method="get" action="/v" className="panel">
      <PlainField
        name="code"
        label={words.code}
        hint={words.codeHint}
        initial={typed}
        error={problem === null ? undefined : words[problem]}
        maxLength={300}
      />
      <button type="submit" className="button">
        {words.action}
      </button>
    </form>
  )
}
