import { checkWords } from '#app/text/certificate-check.ts'
import { useWords } from '../ui/locale.tsx'
import { CheckForm } from './check-form.tsx'

export type CheckProblem = 'unknown' | 'altered' | 'busy'

/** What to make of a code that leads to no trustworthy certificate, and what to do next. */
export function CheckProblemView({ problem }: { readonly problem: CheckProblem }) {
  const words = useWords(checkWords)
  if (problem === 'busy') {
    return (
      <>
        <h1>{words.busyTitle}</h1>
        <p>{words.busy}</p>
      </>
    )
  }
  if (problem === 'altered') {
    return (
      <>
        <h1>{words.alteredTitle}</h1>
        <p className="alert">{words.altered}</p>
      </>
    )
  }
  return (
    <>
      <h1>{words.unknownTitle}</h1>
      <p>{words.unknown}</p>
      <p>{words.unknownHow}</p>
      <CheckForm />
    </>
  )
}
