import { useEffect, useState } from 'react'
import { accessWords } from '#app/text/access.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

/** The PIN with a button that shows it; the button comes with JavaScript. */
export function PinField({ error }: { error: string | undefined }) {
  const words = useWords(accessWords)
  const delivery = useWords(deliveryWords)
  const [isAlive, setIsAlive] = useState(false)
  const [isShown, setIsShown] = useState(false)
  useEffect(() => setIsAlive(true), [])
  return (
    <div className="field">
      <label htmlFor="pin">{words.pin}</label>
      <p className="hint" id="pin-hint">
        {words.pinHint}
      </p>
      <div className="pin-row">
        <input
          id="pin"
          name="pin"
          type={isShown ? 'text' : 'password'}
          inputMode="numeric"
          autoComplete="current-password"
          maxLength={12}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'pin-hint pin-error' : 'pin-hint'}
        />
        {isAlive ? (
          <button
            type="button"
            className="button second"
            aria-label={isShown ? delivery.hidePin : delivery.showPin}
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? words.hide : words.show}
          </button>
        ) : null}
      </div>
      {error ? (
        <p className="error" id="pin-error">
          {error}
        </p>
      ) : null}
    </div>
  )
}
