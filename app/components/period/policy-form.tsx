import { type FieldMetadata, getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { COUNT_BOUNDS, OCCUPATIONS_EXCLUDED, QUOTA_METHODS, SPOUSE_POSITIONS_EXCLUDED, TIE_BREAKERS } from '#app/domain/period/policy.ts'
import { type PolicyTexts, policyProblem, PolicyForm as schema } from '#app/domain/period/policy-form.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { commonWords } from '#app/text/common.ts'
import { periodWords } from '#app/text/period.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextAreaField, TextField } from '../ui/form.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'
import { wholeNumber } from './setting-text.ts'
import { wordedField } from './worded-field.ts'

type CountKey = keyof typeof COUNT_BOUNDS

/** Every setting of the policy as a form; it begins with the version in force and makes the next one. */
export function PolicyForm({
  lastResult,
  initial,
  version,
  cancelTo,
}: {
  lastResult: SubmissionResult | undefined
  initial: PolicyTexts
  version: number
  cancelTo: string
}) {
  const words = useWords(periodWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const [form, fields] = useForm({
    id: 'policy',
    lastResult: lastResult ?? null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const weights = fields.fieldWeights.getFieldset()
  const selection = fields.selectionWeights.getFieldset()

  const bounds = (key: CountKey) => COUNT_BOUNDS[key].map((bound) => wholeNumber(bound, locale))
  const word = (code: string, key?: CountKey) => {
    const problem = policyProblem(code)
    if (problem === null) return code
    if (problem !== 'count') return words.problems[problem]
    const [from = '', to = ''] = key ? bounds(key) : []
    return words.problems.count(from, to)
  }
  const counts = (keys: readonly CountKey[]) =>
    keys.map((key) => ({
      key,
      label: `${words.settings[key]} (${words.units[key]})`,
      hint: words.numberHint(bounds(key)[0] ?? '', bounds(key)[1] ?? ''),
      field: wordedField(fields[key], (code) => word(code, key)),
    }))
  const fieldWeights = SERVICE_FIELDS.map((key) => ({
    key,
    label: `${words.settings[`fieldWeights.${key}`]} (%)`,
    field: wordedField(weights[key], word),
  }))
  const selectionWeights = (['exam', 'practice', 'serviceRecord'] as const).map((key) => ({
    key,
    label: `${words.settings[`selectionWeights.${key}`]} (%)`,
    field: wordedField(selection[key], word),
  }))
  const percents = (keys: readonly ('fieldThreshold' | 'totalThreshold' | 'reservePercent' | 'competencyThreshold')[]) =>
    keys.map((key) => ({
      key,
      label: `${words.settings[key]}${key === 'reservePercent' ? ' (%)' : ''}`,
      hint: words.percentHint,
      field: wordedField(fields[key], word),
    }))

  const exam = counts(['questionCount', 'limitMinutes', 'graceSeconds', 'leaseSilenceSeconds', 'lateEvidenceMinutes'])
  const thresholds = percents(['fieldThreshold', 'totalThreshold'])
  const ages = counts(['minimumAge', 'maximumAge'])
  const reserve = [...percents(['reservePercent']), ...counts(['reserveMinimum'])]
  const outcome = [
    ...counts(['plenaryQuorumPercent', 'appealWindowDays', 'certificateValidityYears']),
    ...percents(['competencyThreshold']),
    ...counts(['competencyMinimumQuestions', 'honorariumRupiah']),
  ]
  const figures = counts(['minimumGroupOffice', 'minimumGroupPublic', 'minimumGroupItem', 'raterFigurePairs'])
  const residence = wordedField(fields.residenceInUrbanVillage, word)
  const quotaMethod = wordedField(fields.quotaMethod, word)
  const reason = wordedField(fields.reason, word)
  const sums = [
    withId(wordedField(fields.fieldWeights, word), weights.education.id),
    withId(wordedField(fields.selectionWeights, word), selection.exam.id),
  ]
  const ladder = withId(wordedField(fields.tieBreakers, word), `${fields.tieBreakers.id}-0`)
  const all = [...exam, ...fieldWeights, ...thresholds, ...ages, ...selectionWeights, ...reserve, ...outcome, ...figures].map(
    ({ field, label }) => ({ ...field, label }),
  )

  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[760px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => formProblem(words.formProblems, code)), errorId: form.errorId }}
        fields={[...all, ...sums, ladder, residence, quotaMethod, reason]}
      />
      <input type="hidden" name="editedVersion" value={version} />
      <Group title={words.groups.exam}>
        {exam.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} hint={each.hint} inputMode="numeric" />
        ))}
      </Group>
      <Group title={words.groups.scoring} hint={words.sumHint} errors={sums[0]?.errors} errorId={fields.fieldWeights.errorId}>
        {fieldWeights.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} inputMode="decimal" />
        ))}
        {thresholds.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} hint={each.hint} inputMode="decimal" />
        ))}
      </Group>
      <Group title={words.groups.eligibility}>
        {ages.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} hint={each.hint} inputMode="numeric" />
        ))}
        <SelectField
          field={residence}
          label={words.settings.residenceInUrbanVillage}
          options={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
        <Choices
          field={fields.excludedOccupations}
          label={words.settings.excludedOccupations}
          options={OCCUPATIONS_EXCLUDED.map((code) => ({ value: code, label: words.codes[code] }))}
        />
        <Choices
          field={fields.excludedSpousePositions}
          label={words.settings.excludedSpousePositions}
          options={SPOUSE_POSITIONS_EXCLUDED.map((code) => ({ value: code, label: words.codes[code] }))}
        />
      </Group>
      <Group title={words.groups.selection} hint={words.sumHint} errors={sums[1]?.errors} errorId={fields.selectionWeights.errorId}>
        {selectionWeights.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} inputMode="decimal" />
        ))}
        <Ladder field={fields.tieBreakers} errors={ladder.errors} />
        <SelectField
          field={quotaMethod}
          label={words.settings.quotaMethod}
          options={QUOTA_METHODS.map((code) => ({ value: code, label: words.codes[code] }))}
        />
        {reserve.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} hint={each.hint} inputMode="decimal" />
        ))}
      </Group>
      <Group title={words.groups.outcome}>
        {outcome.map((each) => (
          <TextField
            key={each.key}
            field={each.field}
            label={each.label}
            hint={each.hint}
            inputMode={each.key === 'competencyThreshold' ? 'decimal' : 'numeric'}
          />
        ))}
      </Group>
      <Group title={words.groups.figures}>
        {figures.map((each) => (
          <TextField key={each.key} field={each.field} label={each.label} hint={each.hint} inputMode="numeric" />
        ))}
      </Group>
      <TextAreaField field={reason} label={words.reasonLabel} hint={words.reasonHint} />
      <div className="flex flex-wrap gap-2">
        <Button>{words.save}</Button>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
      </div>
    </Form>
  )
}

/** A problem of several inputs leads to the first of them. */
function withId<Field extends { id: string }>(field: Field, id: string): Field {
  return { ...field, id }
}

function formProblem(problems: Readonly<Record<string, string>>, code: string): string {
  return problems[code] ?? code
}

function Group({
  title,
  hint,
  errors,
  errorId,
  children,
}: {
  title: string
  hint?: string
  errors?: readonly string[] | undefined
  errorId?: string
  children: ReactNode
}) {
  return (
    <fieldset className="mb-6 rounded-md border border-line bg-surface p-4" aria-describedby={errors ? errorId : undefined}>
      <legend className="px-1 text-[16px] font-semibold">{title}</legend>
      {hint ? <p className="mb-2 text-[13px] text-muted">{hint}</p> : null}
      {errors?.map((error) => (
        <p key={error} id={errorId} className="mb-2 text-bad">
          {error}
        </p>
      ))}
      <div className="grid gap-x-6 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}

function chosen(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map((each) => (typeof each === 'string' ? each : '')) : []
}

function Choices<Value>({
  field,
  label,
  options,
}: {
  field: FieldMetadata<Value>
  label: string
  options: readonly { readonly value: string; readonly label: string }[]
}) {
  const initial = chosen(field.initialValue)
  return (
    <fieldset key={field.key} className="mb-4">
      <legend className="font-semibold">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="mt-1 flex min-h-6 items-center gap-2">
          <input
            type="checkbox"
            name={field.name}
            value={option.value}
            defaultChecked={initial.includes(option.value)}
            className="size-5"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

function Ladder<Value>({ field, errors }: { field: FieldMetadata<Value>; errors: readonly string[] | undefined }) {
  const words = useWords(periodWords)
  const initial = chosen(field.initialValue)
  return (
    <fieldset key={field.key} className="mb-4" aria-describedby={errors ? field.errorId : undefined}>
      <legend className="font-semibold">{words.settings.tieBreakers}</legend>
      {errors?.map((error) => (
        <p key={error} id={field.errorId} className="mt-1 text-bad">
          {error}
        </p>
      ))}
      {TIE_BREAKERS.map((rung, place) => (
        <div key={rung} className="mt-1 flex items-center gap-2">
          <label htmlFor={`${field.id}-${place}`} className="w-24 shrink-0 text-muted">
            {words.rung(place + 1)}
          </label>
          <select
            id={`${field.id}-${place}`}
            name={`${field.name}[${place}]`}
            defaultValue={initial[place] ?? ''}
            className="w-full rounded-md border border-line bg-surface px-2 py-1"
          >
            <option value="">{words.noRung}</option>
            {TIE_BREAKERS.map((code) => (
              <option key={code} value={code}>
                {words.codes[code]}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  )
}
