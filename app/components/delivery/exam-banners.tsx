import { type FormEvent, useEffect, useState } from 'react'
import type { RecoveryKey } from '#app/domain/delivery/recovery-file.ts'
import { accessWords } from '#app/text/access.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { PlainField } from '../ui/plain-field.tsx'
import type { QueueState } from './queue-state.ts'
import { RecoveryDoor } from './recovery-door.tsx'
import { useLongOffline } from './save-status.tsx'

/** What keeps answers from being saved, what was kept, and what to do. */
export function ExamBanners({
  queue,
  participantNumber,
  recoveryKey,
  isHandInStuck,
  onSignedIn,
}: {
  queue: QueueState
  participantNumber: string
  recoveryKey: RecoveryKey
  /** The hand-in was asked for and did not get through. */
  isHandInStuck: boolean
  onSignedIn: () => void
}) {
  const words = useWords(deliveryWords)
  const isLongOffline = useLongOffline(queue)
  const isStuck = isLongOffline || isHandInStuck || queue.trouble === 'refused' || queue.trouble === 'signed-out'
  const [isOffered, setIsOffered] = useState(false)
  const isWaiting = queue.events.length > 0
  // Each try ends being stuck for a moment: what was offered stays until nothing waits.
  useEffect(() => setIsOffered((was) => isWaiting && (was || isStuck)), [isWaiting, isStuck])
  return (
    <>
      <div role="status">
        {isLongOffline ? <Banner title={words.offlineTitle} text={words.offlineText} /> : null}
        {queue.trouble === 'refused' ? <Banner title={words.offlineTitle} text={words.refusedText} /> : null}
        {queue.late > 0 ? <Banner title={words.lateTitle} text={words.late} /> : null}
        {queue.trouble === 'signed-out' ? <SignInAgain participantNumber={participantNumber} onSignedIn={onSignedIn} /> : null}
      </div>
      {isOffered ? <RecoveryDoor isOffered attemptId={queue.attemptId} recoveryKey={recoveryKey} waiting={queue.events} /> : null}
    </>
  )
}

function Banner({ title, text }: { title: string; text: string }) {
  return (
    <div className="alert">
      <strong>{title}</strong>
      <p>{text}</p>
    </div>
  )
}

/** Renews the sign-in without leaving the page, so that the queue and the open question stay. */
function SignInAgain({ participantNumber, onSignedIn }: { participantNumber: string; onSignedIn: () => void }) {
  const words = useWords(deliveryWords)
  const access = useWords(accessWords)
  const [hasFailed, setHasFailed] = useState(false)

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const body = new URLSearchParams({ number: String(fields.get('number') ?? ''), pin: String(fields.get('pin') ?? '') })
    try {
      const response = await fetch('/exam/sign-in?next=/exam/attempt', {
        method: 'POST',
        body,
        credentials: 'same-origin',
        redirect: 'manual',
      })
      setHasFailed(response.type !== 'opaqueredirect')
      if (response.type === 'opaqueredirect') onSignedIn()
    } catch {
      // The banner stays; another press tries again.
    }
  }

  return (
    <form method="post" action="/exam/sign-in?next=/exam/attempt" className="alert" onSubmit={signIn} aria-labelledby="sign-in-again">
      <h2 id="sign-in-again" className="first">
        {words.signedOutTitle}
      </h2>
      <p>{words.signedOutText}</p>
      <PlainField name="number" label={access.participantNumber} initial={participantNumber} />
      <PlainField
        name="pin"
        label={access.pin}
        type="password"
        inputMode="numeric"
        maxLength={6}
        error={hasFailed ? words.signedOutFailed : undefined}
      />
      <button type="submit" className="button">
        {words.signIn}
      </button>
    </form>
  )
}
