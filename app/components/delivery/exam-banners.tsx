import { type FormEvent, useState } from 'react'
import { accessWords } from '#app/text/access.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { PlainField } from '../ui/plain-field.tsx'
import type { QueueState } from './queue-state.ts'
import { useLongOffline } from './save-status.tsx'

/** What keeps answers from being saved, what was kept, and what to do. */
export function ExamBanners({
  queue,
  participantNumber,
  onSignedIn,
}: {
  queue: QueueState
  participantNumber: string
  onSignedIn: () => void
}) {
  const words = useWords(deliveryWords)
  const isLongOffline = useLongOffline(queue)
  return (
    <div role="status">
      {isLongOffline ? <Banner title={words.offlineTitle} text={words.offlineText} /> : null}
      {queue.trouble === 'refused' ? <Banner title={words.offlineTitle} text={words.refusedText} /> : null}
      {queue.late > 0 ? <Banner title={words.lateTitle} text={words.late} /> : null}
      {queue.trouble === 'signed-out' ? <SignInAgain participantNumber={participantNumber} onSignedIn={onSignedIn} /> : null}
    </div>
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
