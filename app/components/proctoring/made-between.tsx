import { lateAnswersWords } from '#app/text/late-answers.ts'
import { useWords } from '../ui/locale.tsx'

type Moments = { readonly earliest: string | null; readonly latest: string | null; readonly deviceClock: string | null }

/** Between which moments an answer was made by its evidence, and what the device's own clock said. */
export function MadeBetween({ earliest, latest, deviceClock }: Moments) {
  const words = useWords(lateAnswersWords)
  return (
    <>
      {earliest !== null && latest !== null
        ? earliest === latest
          ? words.madeAt(earliest)
          : words.between(earliest, latest)
        : earliest !== null
          ? words.notBefore(earliest)
          : latest !== null
            ? words.notAfter(latest)
            : words.unknown}
      {deviceClock === null ? null : <span className="block text-muted">{words.deviceClock(deviceClock)}</span>}
    </>
  )
}
