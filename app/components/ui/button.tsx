import { Link, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'

type Look = 'primary' | 'secondary' | 'danger'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-surface border-accent hover:bg-accent-strong',
  secondary: 'bg-surface text-ink border-line hover:border-accent',
  danger: 'bg-surface text-bad border-bad hover:bg-bad-soft',
}
const SHAPE =
  'inline-flex min-h-10 items-center justify-center rounded-md border px-4 py-1.5 font-semibold no-underline cursor-pointer disabled:cursor-default disabled:opacity-60'

export function Button({
  look = 'primary',
  children,
  name,
  value,
  disabled,
  form,
}: {
  look?: Look
  children: ReactNode
  name?: string
  value?: string
  disabled?: boolean
  form?: string
}) {
  const { state } = useNavigation()
  return (
    <button
      type="submit"
      name={name}
      value={value}
      form={form}
      disabled={disabled || state === 'submitting'}
      className={`${SHAPE} ${LOOKS[look]}`}
    >
      {children}
    </button>
  )
}

export function LinkButton({
  to,
  look = 'secondary',
  children,
  reload,
}: {
  to: string
  look?: Look
  children: ReactNode /** For downloads: the browser, not the router, follows it. */
  reload?: boolean
}) {
  return (
    <Link to={to} reloadDocument={reload} className={`${SHAPE} ${LOOKS[look]}`}>
      {children}
    </Link>
  )
}
