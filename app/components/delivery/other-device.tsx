import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'
import { PlainField } from '../ui/plain-field.tsx'
import { AsideAnswers, type AsideAnswersProps } from './aside-answers.tsx'

/** The attempt is open elsewhere: nothing of it is shown here until this device takes it over. */
export function OtherDevice({
  freeInSeconds,
  hasWrongToken,
  ...own
}: AsideAnswersProps & {
  readonly freeInSeconds: number
  readonly hasWrongToken: boolean
}) {
  const words = useWords(deliveryWords)
  return (
    <>
      <h1>{words.otherDeviceTitle}</h1>
      <p>{words.otherDeviceText}</p>
      <form method="post" action="/exam/take-over" className="panel">
        <input type="hidden" name="attemptId" value={own.attemptId} />
        <p>{freeInSeconds === 0 ? words.otherDeviceFree : words.otherDeviceWait(freeInSeconds)}</p>
        <PlainField
          name="token"
          label={words.token}
          hint={words.tokenHint}
          maxLength={12}
          error={hasWrongToken ? words.tokenWrong : undefined}
        />
        <button type="submit" className="button wide">
          {words.takeOver}
        </button>
      </form>
      <AsideAnswers {...own} />
    </>
  )
}
