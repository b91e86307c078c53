import { useEffect, useState } from 'react'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

/** Reads the question, its prompts and its options aloud, where the browser can. */
export function ReadAloud({ body }: { body: QuestionBody }) {
  const words = useWords(deliveryWords)
  const [canSpeak, setCanSpeak] = useState(false)
  const [isSpeaking, setIsSpeaking] = useState(false)

  useEffect(() => setCanSpeak('speechSynthesis' in window), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question ends the reading of this one
  useEffect(() => {
    if (!('speechSynthesis' in window)) return
    return () => {
      speechSynthesis.cancel()
      setIsSpeaking(false)
    }
  }, [body])

  if (!canSpeak) return null
  const speak = () => {
    speechSynthesis.cancel()
    if (isSpeaking) return setIsSpeaking(false)
    const rows = [...('prompts' in body ? body.prompts : []), ...('options' in body ? body.options : [])]
    const utterance = new SpeechSynthesisUtterance([body.stem, ...rows.map(({ text }) => text)].join('. '))
    // Questions are written in Indonesian, whatever language the page speaks.
    utterance.lang = 'id-ID'
    utterance.onend = () => setIsSpeaking(false)
    setIsSpeaking(true)
    speechSynthesis.speak(utterance)
  }
  return (
    <button type="button" className="button plain small" onClick={speak}>
      {isSpeaking ? words.stopReading : words.readAloud}
    </button>
  )
}
