import { useEffect, useState } from 'react'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { receiptWords } from '#app/text/receipt.ts'
import { forgetExam } from '../layout/exam-cache.ts'
import { useWords } from '../ui/locale.tsx'
import { openEventStore } from './event-store.ts'
import { RecoveryDoor } from './recovery-door.tsx'
import { useLeftover } from './use-leftover.ts'

/** Answers that were still on the device when the exam closed go up as evidence; they no longer count by themselves. */
export function LeftoverAnswers({
  attemptId,
  leaseEpoch,
  recoveryKey,
}: {
  attemptId: string
  leaseEpoch: number
  recoveryKey: RecoveryKey
}) {
  const words = useWords(receiptWords)
  const { events: waiting, failures } = useLeftover(attemptId, leaseEpoch)
  const [hadSome, setHadSome] = useState(false)
  useEffect(() => setHadSome((had) => had || waiting.length > 0), [waiting.length])
  useEffect(() => {
    void forgetExam()
    void openEventStore().then((store) => store.forget(attemptId).catch(() => {}))
  }, [attemptId])

  if (!hadSome) return null
  return (
    <>
      <p className={waiting.length > 0 ? 'alert' : 'note'} role="status">
        {waiting.length > 0 ? words.leftover(waiting.length) : words.leftoverSent}
      </p>
      <RecoveryDoor
        isOver
        isOffered={waiting.length > 0 && failures > 0}
        attemptId={attemptId}
        recoveryKey={recoveryKey}
        waiting={waiting}
      />
    </>
  )
}
