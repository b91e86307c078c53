import { useEffect, useState } from 'react'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { openEventStore } from './event-store.ts'
import { RecoveryDoor } from './recovery-door.tsx'
import { useLeftover } from './use-leftover.ts'

export type AsideAnswersProps = {
  readonly attemptId: string
  readonly leaseEpoch: number
  /** Numbers of events that reached the server after another device had taken the exam over. */
  readonly aside: readonly { readonly leaseEpoch: number; readonly seq: number }[]
  readonly recoveryKey: RecoveryKey
}

/** What was answered on this device after another one took the exam over goes up as evidence, and is offered as a file, after a reload too. */
export function AsideAnswers({ attemptId, leaseEpoch, aside, recoveryKey }: AsideAnswersProps) {
  const queue = useLeftover(attemptId, leaseEpoch)
  const [isOwn, setIsOwn] = useState(false)
  useEffect(() => {
    const numbers = new Set(aside.map((event) => `${event.leaseEpoch}/${event.seq}`))
    const look = async () => {
      const kept = await (await openEventStore()).loadNewest(attemptId)
      setIsOwn(kept.some((event) => numbers.has(`${event.leaseEpoch}/${event.seq}`)))
    }
    void look().catch(() => {})
  }, [attemptId, aside])
  const isStuck = queue.events.length > 0 && queue.failures > 0
  return (
    <RecoveryDoor isOffered={isOwn || queue.aside > 0 || isStuck} attemptId={attemptId} recoveryKey={recoveryKey} waiting={queue.events} />
  )
}
