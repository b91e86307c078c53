import { commonWords } from '#app/text/common.ts'
import { useWords } from './ui/locale.tsx'
import { Mark } from './ui/mark.tsx'

/** What happened, what was kept, and what to do; it needs no style sheet of its own. */
export function ErrorPage({ status }: { status: number }) {
  const words = useWords(commonWords)
  const [title, text] =
    status === 404
      ? [words.errors.notFoundTitle, words.errors.notFound]
      : status === 403
        ? [words.errors.forbiddenTitle, words.errors.forbidden]
        : [words.errors.failedTitle, words.errors.failed]
  return (
    <main className="main mx-auto max-w-[680px] p-6" id="content">
      <Mark size={40} />
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a href="/">{words.errors.home}</a>
      </p>
    </main>
  )
}
