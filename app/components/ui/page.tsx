import { Link, useActionData } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'

/** The head of a staff page: what it is, one sentence about it, and what can be done here. */
export function PageHeader({
  title,
  lead,
  actions,
  back,
}: {
  title: string
  lead?: string
  actions?: ReactNode
  back?: { to: string; label: string }
}) {
  return (
    <header className="mb-6">
      {back ? (
        <Link to={back.to} className="text-accent underline">
          ← {back.label}
        </Link>
      ) : null}
      <div className="mt-1 flex flex-wrap items-start justify-between gap-3">
        <div className="max-w-[68ch]">
          <h1>{title}</h1>
          {lead ? <p className="mt-1 text-muted">{lead}</p> : null}
        </div>
        {actions ? <div className="no-print flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </header>
  )
}

export function Section({ title, children, aside }: { title?: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <section className="mb-8">
      {title ? (
        <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
          <h2>{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  )
}

export function Card({ children }: { children: ReactNode }) {
  return <div className="rounded-md border border-line bg-surface p-4">{children}</div>
}

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info'

const TONES: Record<Tone, string> = {
  neutral: 'border-line text-muted',
  good: 'border-good text-good bg-good-soft',
  warn: 'border-warn text-warn bg-warn-soft',
  bad: 'border-bad text-bad bg-bad-soft',
  info: 'border-info text-info bg-info-soft',
}

/** A state in a word; the colour only repeats what the word says. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`inline-block rounded-md border px-2 text-[13px] leading-5 whitespace-nowrap ${TONES[tone]}`}>{children}</span>
}

type NoticeProps = {
  tone: Tone
  title?: string
  children?: ReactNode
  /** It answers the form that was just sent: it takes the focus, so that whoever sent it comes to it first. */
  isAnswer?: boolean
}

export function Notice({ tone, children, title, isAnswer = false }: NoticeProps) {
  const box = useRef<HTMLDivElement>(null)
  const answer: unknown = useActionData()
  useEffect(() => {
    if (isAnswer && answer !== undefined) box.current?.focus()
  }, [isAnswer, answer])
  return (
    <div
      ref={box}
      role={tone === 'bad' ? 'alert' : 'status'}
      tabIndex={isAnswer ? -1 : undefined}
      className={`mb-4 rounded-md border p-3 ${TONES[tone]}`}
    >
      {title ? <p className="font-semibold">{title}</p> : null}
      <div className="text-ink">{children}</div>
    </div>
  )
}

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-md border border-dashed border-line p-8 text-center">
      <p className="font-semibold">{title}</p>
      {children ? <div className="mt-1 text-muted">{children}</div> : null}
    </div>
  )
}

/** One line of a description list: what it is, and what it says. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A figure with its name. */
export function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div className="rounded-md border border-line bg-surface p-4">
      <p className="text-muted">{label}</p>
      <p data-figure className="text-[26px] leading-8 font-semibold">
        {value}
      </p>
      {note ? <p className="text-[13px] text-muted">{note}</p> : null}
    </div>
  )
}

export function Pagination({
  page,
  pages,
  hrefFor,
  words,
}: {
  page: number
  pages: number
  hrefFor: (page: number) => string
  words: { page: (page: number, pages: number) => string; previous: string; next: string }
}) {
  if (pages <= 1) return null
  return (
    <nav aria-label={words.page(page, pages)} className="no-print mt-3 flex items-center gap-4">
      {page > 1 ? (
        <Link to={hrefFor(page - 1)} className="text-accent underline">
          {words.previous}
        </Link>
      ) : null}
      <span className="text-muted">{words.page(page, pages)}</span>
      {page < pages ? (
        <Link to={hrefFor(page + 1)} className="text-accent underline">
          {words.next}
        </Link>
      ) : null}
    </nav>
  )
}
