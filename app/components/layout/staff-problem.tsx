import { commonWords } from '#app/text/common.ts'
import { navigationWords } from '#app/text/navigation.ts'
import { useWords } from '../ui/locale.tsx'

/** What went wrong, inside the staff frame. */
export function StaffProblem({ status }: { status: number }) {
  const { errors } = useWords(commonWords)
  const navigation = useWords(navigationWords)
  const [title, text] =
    status === 404
      ? [errors.notFoundTitle, errors.notFound]
      : status === 403
        ? [errors.forbiddenTitle, errors.forbidden]
        : [errors.failedTitle, errors.failed]
  return (
    <>
      <h1>{title}</h1>
      <p className="mt-2 max-w-[68ch]">{text}</p>
      <p className="mt-4">
        <a href="/work">{navigation.home}</a>
      </p>
    </>
  )
}
