import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { ACCOMMODATION_MEANS, type AccommodationMeans, Accommodation as schema } from '#app/domain/delivery/accommodation.ts'
import { accommodationWords } from '#app/text/accommodation.ts'
import { commonWords } from '#app/text/common.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Known = {
  readonly extraPercent: number
  readonly extraMinutes: number
  readonly means: readonly AccommodationMeans[]
  readonly helperName: string | null
  readonly ground: string
}

/** What the office records for a candidate before the exam. */
export function AccommodationForm({ known, lastResult }: { known: Known | null; lastResult: SubmissionResult | undefined }) {
  const words = useWords(accommodationWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'accommodation',
    lastResult: lastResult ?? null,
    defaultValue: {
      extraPercent: String(known?.extraPercent ?? 0),
      extraMinutes: String(known?.extraMinutes ?? 0),
      means: [...(known?.means ?? [])],
      helperName: known?.helperName ?? '',
      declared: known !== null && known.helperName !== null ? 'yes' : undefined,
      ground: known?.ground ?? '',
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.problems[code] ?? common.problems.required
  const [percent, minutes, helper, ground, declared] = [
    wordedField(fields.extraPercent, word, words.extraPercent),
    wordedField(fields.extraMinutes, word, words.extraMinutes),
    wordedField(fields.helperName, word, words.helperName),
    wordedField(fields.ground, word, words.ground),
    wordedField(fields.declared, word),
  ]
  const chosen = new Set(known?.means ?? [])
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => words.problems[code] ?? code), errorId: form.errorId }}
        fields={[percent, minutes, helper, declared, ground]}
      />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <TextField field={percent} label={words.extraPercent} hint={words.extraPercentHint} inputMode="numeric" />
        <TextField field={minutes} label={words.extraMinutes} inputMode="numeric" />
      </div>
      <fieldset className="mb-4">
        <legend className="font-semibold">{words.means}</legend>
        {ACCOMMODATION_MEANS.map((means) => (
          <label key={means} className="mt-2 flex items-center gap-2">
            <input
              type="checkbox"
              name={fields.means.name}
              value={means}
              defaultChecked={chosen.has(means)}
              className="size-6 shrink-0 accent-accent"
            />
            {words.meansOf[means]}
          </label>
        ))}
      </fieldset>
      <TextField field={helper} label={words.helperName} hint={words.helperHint} />
      <div className="mb-4">
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            id={declared.id}
            name={declared.name}
            value="yes"
            defaultChecked={known !== null && known.helperName !== null}
            aria-invalid={declared.valid ? undefined : true}
            aria-describedby={declared.valid ? undefined : declared.errorId}
            className="mt-0.5 size-6 shrink-0 accent-accent"
          />
          {words.declared}
        </label>
        {declared.errors?.length ? (
          <p id={declared.errorId} className="mt-1 text-bad">
            {declared.errors[0]}
          </p>
        ) : null}
      </div>
      <TextField field={ground} label={words.ground} hint={words.groundHint} />
      <Button>{words.save}</Button>
    </Form>
  )
}
