import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { SessionInput } from '#app/domain/delivery/session-input.ts'
import { commonWords } from '#app/text/common.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Choices = {
  readonly exams: readonly { readonly id: string; readonly title: string; readonly periodName: string; readonly limitMinutes: number }[]
  readonly venues: readonly { readonly id: string; readonly name: string; readonly regionName: string; readonly capacity: number }[]
}

export function SessionForm({ choices, lastResult }: { choices: Choices; lastResult: SubmissionResult | undefined }) {
  const words = useWords(sessionPlanWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'session',
    lastResult: lastResult ?? null,
    defaultValue: {
      examId: choices.exams[0]?.id ?? '',
      venueId: choices.venues[0]?.id ?? '',
      capacity: String(choices.venues[0]?.capacity ?? ''),
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: SessionInput }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.problems[code] ?? common.problems.required
  const [exam, venue, label, opensAt, latestStart, hardClose, capacity, configKey] = [
    wordedField(fields.examId, word, words.session.exam),
    wordedField(fields.venueId, word, words.session.venue),
    wordedField(fields.label, word, words.session.label),
    wordedField(fields.opensAt, word, words.session.opensAt),
    wordedField(fields.latestStart, word, words.session.latestStart),
    wordedField(fields.hardClose, word, words.session.hardClose),
    wordedField(fields.capacity, word, words.session.capacity),
    wordedField(fields.configKey, word, words.session.configKey),
  ]
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: undefined, errorId: form.errorId }}
        fields={[exam, venue, label, opensAt, latestStart, hardClose, capacity, configKey]}
      />
      <SelectField
        field={exam}
        label={words.session.exam}
        options={choices.exams.map((each) => ({
          value: each.id,
          label: `${each.title} · ${each.periodName} · ${words.session.minutes(each.limitMinutes)}`,
        }))}
      />
      <SelectField
        field={venue}
        label={words.session.venue}
        options={choices.venues.map((each) => ({ value: each.id, label: `${each.name} · ${each.regionName} (${each.capacity})` }))}
      />
      <TextField field={label} label={words.session.label} hint={words.session.labelHint} />
      <TextField field={opensAt} label={words.session.opensAt} type="datetime-local" />
      <TextField field={latestStart} label={words.session.latestStart} type="datetime-local" />
      <TextField field={hardClose} label={words.session.hardClose} type="datetime-local" />
      <TextField field={capacity} label={words.session.capacity} inputMode="numeric" />
      <TextField field={configKey} label={words.session.configKey} hint={words.session.configKeyHint} />
      <div className="flex flex-wrap gap-2">
        <Button>{words.session.add}</Button>
        <LinkButton to="/office/sessions">{common.cancel}</LinkButton>
      </div>
    </Form>
  )
}
