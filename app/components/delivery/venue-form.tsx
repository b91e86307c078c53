import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { VenueInput } from '#app/domain/delivery/venue.ts'
import { commonWords } from '#app/text/common.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Region = { readonly code: string; readonly name: string; readonly districtName: string }
type Known = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly regionCode: string
  readonly capacity: number
}

export function VenueForm({
  venue,
  regions,
  lastResult,
}: {
  venue: Known | null
  regions: readonly Region[]
  lastResult: SubmissionResult | undefined
}) {
  const words = useWords(sessionPlanWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'venue',
    lastResult: lastResult ?? null,
    defaultValue:
      venue === null ? {} : { name: venue.name, address: venue.address, regionCode: venue.regionCode, capacity: String(venue.capacity) },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: VenueInput }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.problems[code] ?? common.problems.required
  const [name, address, region, capacity] = [
    wordedField(fields.name, word, words.venue.name),
    wordedField(fields.address, word, words.venue.address),
    wordedField(fields.regionCode, word, words.venue.region),
    wordedField(fields.capacity, word, words.venue.capacity),
  ]
  const choices = regions.map(({ code, name: village, districtName }) => ({ value: code, label: `${districtName}: ${village}` }))
  const isListed = venue === null || regions.some(({ code }) => code === venue.regionCode)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: undefined, errorId: form.errorId }}
        fields={[name, address, region, capacity]}
      />
      <TextField field={name} label={words.venue.name} />
      <TextField field={address} label={words.venue.address} />
      <SelectField
        field={region}
        label={words.venue.region}
        options={[{ value: '', label: '–' }, ...(isListed ? [] : [{ value: venue.regionCode, label: venue.regionCode }]), ...choices]}
      />
      <TextField field={capacity} label={words.venue.capacity} inputMode="numeric" />
      <div className="flex flex-wrap gap-2">
        <Button>{venue === null ? words.venue.add : common.save}</Button>
        {venue === null ? null : <LinkButton to="/office/venues">{common.cancel}</LinkButton>}
      </div>
    </Form>
  )
}
