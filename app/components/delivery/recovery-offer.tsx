import { useState } from 'react'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { recoveryOfferWords } from '#app/text/recovery-offer.ts'
import { useWords } from '../ui/locale.tsx'
import { PAGE_LIFE } from './answer-queue.ts'
import { openEventStore } from './event-store.ts'
import type { QueuedEvent } from './queue-state.ts'
import { contentOf } from './recovery-content.ts'
import { seal } from './seal-recovery.ts'

export type RecoveryOfferProps = {
  readonly attemptId: string
  readonly recoveryKey: RecoveryKey
  /** What the page itself holds: where the browser keeps nothing, it is all there is. */
  readonly waiting: readonly QueuedEvent[]
  /** No answer can be changed here any more. */
  readonly isOver?: boolean
}

type Made = { readonly kind: 'not-yet' | 'making' | 'failed' | 'nothing' } | { readonly kind: 'saved'; readonly name: string }

/** Saves what this device keeps of the exam as a file that the server alone opens. Loaded before it is needed: it needs no network. */
export function RecoveryOffer({ attemptId, recoveryKey, waiting, isOver = false }: RecoveryOfferProps) {
  const words = useWords(recoveryOfferWords)
  const [made, setMade] = useState<Made>({ kind: 'not-yet' })

  const save = async () => {
    setMade({ kind: 'making' })
    setMade(await makeFile(attemptId, recoveryKey, waiting).catch((): Made => ({ kind: 'failed' })))
  }

  // Offered where nothing waits, it holds what arrived after another device had taken the exam over.
  const isAside = waiting.length === 0

  // Without a secure context a browser seals nothing.
  if (globalThis.crypto?.subtle === undefined) return <p className="alert">{words.impossible}</p>
  return (
    <section className="panel" aria-labelledby="recovery-offer">
      <h2 id="recovery-offer" className="first">
        {words.title}
      </h2>
      <p>{isAside ? words.aside : words.what}</p>
      {isAside ? null : <p>{words.stay}</p>}
      <button type="button" className="button second wide" onClick={save} disabled={made.kind === 'making'}>
        {made.kind === 'making' ? words.making : made.kind === 'saved' ? words.saveAgain : words.save}
      </button>
      <p role="status">
        {made.kind === 'saved'
          ? words.saved(made.name, !isAside && !isOver)
          : made.kind === 'failed' || made.kind === 'nothing'
            ? words[made.kind]
            : null}
      </p>
    </section>
  )
}

async function makeFile(attemptId: string, key: RecoveryKey, waiting: readonly QueuedEvent[]): Promise<Made> {
  const store = await openEventStore()
  const kept = [...(await store.loadNewest(attemptId)), ...(await store.load(attemptId)), ...waiting]
  const own = kept.filter((event) => event.attemptId === attemptId)
  if (own.length === 0) return { kind: 'nothing' }
  const content = contentOf(attemptId, own, { wall: new Date().toISOString(), life: PAGE_LIFE, counter: performance.now() })
  const sealed = await seal(new TextEncoder().encode(JSON.stringify(content)), key)
  // Its name tells nobody whose it is.
  const name = `pemulihan-${crypto.randomUUID().slice(0, 8)}.tera`
  offerDownload(sealed, name)
  return { kind: 'saved', name }
}

function offerDownload(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // Some browsers read the file only after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
