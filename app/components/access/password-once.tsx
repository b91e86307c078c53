import type { ReactNode } from 'react'
import { administratorWords } from '#app/text/administrator.ts'
import { useWords } from '../ui/locale.tsx'

/** A password that is shown now and never again. */
export function PasswordOnce({
  title,
  username,
  password,
  children,
}: {
  title: string
  username: string
  password: string
  children?: ReactNode
}) {
  const words = useWords(administratorWords).create
  return (
    <div role="status" className="mb-6 max-w-[68ch] rounded-md border-2 border-good bg-good-soft p-4">
      <p className="font-semibold">{title}</p>
      <p className="mt-1">{words.once}</p>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt>{words.username}</dt>
        <dd className="font-mono font-semibold break-all">{username}</dd>
        <dt>{words.password}</dt>
        <dd className="font-mono font-semibold break-all">{password}</dd>
      </dl>
      {children ? <div className="mt-3">{children}</div> : null}
    </div>
  )
}
