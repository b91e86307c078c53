import { useEffect, useState } from 'react'
import type { AccommodationMeans } from '#app/domain/delivery/accommodation.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

const SIZES = ['small', 'normal', 'large'] as const
type Size = (typeof SIZES)[number]
const SIZE_KEY = 'tera-text-size'
const CONTRAST_KEY = 'tera-contrast'
const NONE: readonly AccommodationMeans[] = []

/**
 * Text size and contrast, remembered on this device; what the office recorded for the candidate holds until she chooses.
 * They appear with JavaScript; without it the browser's own zoom serves.
 */
export function ReadingControls({ means = NONE }: { means?: readonly AccommodationMeans[] }) {
  const words = useWords(deliveryWords)
  const [isAlive, setIsAlive] = useState(false)
  const [size, setSize] = useState<Size>('normal')
  const [isHigh, setIsHigh] = useState(false)

  useEffect(() => {
    const remembered = recall(SIZE_KEY)
    setSize(SIZES.find((each) => each === remembered) ?? (means.includes('large-text') ? 'large' : 'normal'))
    setIsHigh((recall(CONTRAST_KEY) ?? (means.includes('high-contrast') ? 'high' : 'normal')) === 'high')
    setIsAlive(true)
  }, [means])

  useEffect(() => {
    if (!isAlive) return
    const { classList } = document.documentElement
    for (const each of SIZES) classList.toggle(`text-${each}`, each === size)
    classList.toggle('high-contrast', isHigh)
  }, [isAlive, size, isHigh])

  if (!isAlive) return null
  const names: Record<Size, string> = { small: words.textSmaller, normal: words.textNormal, large: words.textLarger }
  const signs: Record<Size, string> = { small: 'A−', normal: 'A', large: 'A+' }
  return (
    <fieldset className="reading" aria-label={words.display}>
      {SIZES.map((each) => (
        <button
          key={each}
          type="button"
          className="button plain small"
          aria-pressed={size === each}
          aria-label={names[each]}
          onClick={() => {
            setSize(each)
            remember(SIZE_KEY, each)
          }}
        >
          {signs[each]}
        </button>
      ))}
      <button
        type="button"
        className="button plain small"
        aria-pressed={isHigh}
        onClick={() => {
          setIsHigh(!isHigh)
          remember(CONTRAST_KEY, isHigh ? 'normal' : 'high')
        }}
      >
        {words.highContrast}
      </button>
    </fieldset>
  )
}

/** Storage may be switched off; then the choice lasts as long as the page. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, value: string) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Nothing is lost but the choice.
  }
}
