import type { PageSignalKind, SignalSum } from '#app/domain/delivery/page-signal.ts'
import { pageSignalWords } from '#app/text/page-signal.ts'
import { useWords } from '../ui/locale.tsx'

/** How often what came, in one line. */
export function SignalLine({ sums }: { sums: readonly SignalSum[] }) {
  const words = useWords(pageSignalWords)
  if (sums.length === 0) return null
  return <p className="mt-1 text-[13px] text-muted">{sums.map(({ kind, times }) => words.sums[kind](times)).join(' · ')}</p>
}

type ShownSignal = { readonly kind: PageSignalKind; readonly time: string; readonly lasted: string | null }

/** The newest of one candidate, with what they are not. */
export function SignalNotes({ signals }: { signals: readonly ShownSignal[] }) {
  const words = useWords(pageSignalWords)
  if (signals.length === 0) return <p className="text-muted">{words.none}</p>
  return (
    <>
      <p className="mb-2 max-w-[68ch] text-muted">{words.note}</p>
      <ul className="max-w-[68ch] divide-y divide-line">
        {signals.map(({ kind, time, lasted }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of the same moment differ by nothing else
          <li key={`${time} ${kind} ${place}`} className="flex justify-between gap-3 py-1.5">
            <span>{words.kinds[kind]}</span>
            <span className="text-muted">{lasted === null ? time : `${time} · ${lasted}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
