import { questionReviewWords } from '#app/text/question-review.ts'
import { useWords } from '../ui/locale.tsx'

/** The reviewer's note that goes with a sign-off, of one question or of many. */
export function SignOffNote({ typed }: { typed: string }) {
  const words = useWords(questionReviewWords)
  return (
    <>
      <label htmlFor="note" className="font-semibold">
        {words.note}
      </label>
      <p id="note-hint" className="text-[13px] text-muted">
        {words.noteHint}
      </p>
      <textarea
        id="note"
        name="note"
        rows={2}
        maxLength={1000}
        defaultValue={typed}
        aria-describedby="note-hint"
        className="mt-1 mb-2 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink"
      />
    </>
  )
}
