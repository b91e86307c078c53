import { Form } from '@remix-run/react'
import { ACCEPT_REASONS, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Select } from './record-fields.tsx'

type LateDecisionProps = {
  title: string
  /** Tells the fields of several decisions on one page apart. */
  id: string
  /** What is decided about, and what of it the person saw. */
  hidden: Readonly<Record<string, string | number>>
  /** Where it is decided; this page when left out. */
  action?: string
}

/** Answers that did not come in time are let in or turned away, each with a reason of its own. */
export function LateDecisionForms({ title, id, hidden, action }: LateDecisionProps) {
  const words = useWords(lateAnswersWords)
  const choices = [
    { answer: 'accepted', label: words.acceptReason, press: words.accept, reasons: ACCEPT_REASONS, look: 'primary' },
    { answer: 'rejected', label: words.rejectReason, press: words.reject, reasons: REJECT_REASONS, look: 'secondary' },
  ] as const
  return (
    <div className="mt-3 max-w-[68ch]">
      <h3 className="mb-2 font-semibold">{title}</h3>
      <div className="grid gap-4 sm:grid-cols-2">
        {choices.map(({ answer, label, press, reasons, look }) => (
          <Form key={answer} method="post" preventScrollReset {...(action === undefined ? {} : { action })}>
            {Object.entries(hidden).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Select id={`${answer}-${id}`} name="reason" label={label} initial="" required>
              <option value="">{words.chooseReason}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {words.reasons[reason]}
                </option>
              ))}
            </Select>
            <Button look={look} name="answer" value={answer}>
              {press}
            </Button>
          </Form>
        ))}
      </div>
    </div>
  )
}
