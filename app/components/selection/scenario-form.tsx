import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { Policy } from '#app/domain/period/policy.ts'
import { SCENARIO_CHOICES, type ScenarioTexts, scenarioForm, scenarioProblem } from '#app/domain/selection/scenario.ts'
import { commonWords } from '#app/text/common.ts'
import { periodWords } from '#app/text/period.ts'
import { selectionProblem, selectionWords } from '#app/text/selection.ts'
import { scenarioWords } from '#app/text/selection-scenario.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Choice = { readonly value: string; readonly label: string }

/** What the office tries out; the server calculates it before it is stored. */
export function ScenarioForm({
  lastResult,
  initial,
  policy,
  columns,
  villages,
  cancelTo,
}: {
  lastResult: SubmissionResult | undefined
  initial: ScenarioTexts
  policy: Policy
  columns: readonly string[]
  villages: readonly Choice[]
  cancelTo: string
}) {
  const all = useWords(selectionWords)
  const words = useWords(scenarioWords)
  const common = useWords(commonWords)
  const period = useWords(periodWords)
  const schema = scenarioForm(policy)
  const [form, fields] = useForm({
    id: 'scenario',
    lastResult: lastResult ?? null,
    defaultValue: initial,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const weights = fields.selectionWeights.getFieldset()
  const word = (code: string) => {
    const problem = scenarioProblem(code)
    return problem === null ? code : all.scenarioProblems[problem]
  }
  const of = <Value,>(field: Parameters<typeof wordedField<Value>>[0], label: string) => ({ ...wordedField(field, word), label })
  const text = {
    name: of(fields.name, words.name),
    cityTotal: of(fields.cityTotal, all.total),
    column: of(fields.column, words.column),
    floorSeats: of(fields.floorSeats, words.floorSeats),
    fieldThreshold: of(fields.fieldThreshold, period.settings.fieldThreshold),
    totalThreshold: of(fields.totalThreshold, period.settings.totalThreshold),
    exam: of(weights.exam, `${period.settings['selectionWeights.exam']} (%)`),
    practice: of(weights.practice, `${period.settings['selectionWeights.practice']} (%)`),
    serviceRecord: of(weights.serviceRecord, `${period.settings['selectionWeights.serviceRecord']} (%)`),
    reservePercent: of(fields.reservePercent, `${period.settings.reservePercent} (%)`),
    reserveMinimum: of(fields.reserveMinimum, period.settings.reserveMinimum),
    group: of(fields.group, words.group),
    groupSeats: of(fields.groupSeats, words.groupSeats),
    honorarium: of(fields.honorarium, words.honorarium),
    budgetPerYear: of(fields.budgetPerYear, words.budget),
  }
  const sum = { ...of(fields.selectionWeights, ''), id: weights.exam.id }
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[760px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => selectionProblem(all, code) ?? code), errorId: form.errorId }}
        fields={[...Object.values(text), sum]}
      />
      <TextField field={text.name} label={text.name.label} />
      <Group title={words.quotaGroup}>
        <TextField field={text.cityTotal} label={text.cityTotal.label} hint={all.totalHint} inputMode="numeric" />
        <SelectField
          field={of(fields.method, '')}
          label={words.method}
          options={SCENARIO_CHOICES.method.map((value) => ({ value, label: period.codes[value] }))}
        />
        <TextField field={text.column} label={text.column.label} hint={words.columnHint(columns.join(', '))} />
        <SelectField
          field={of(fields.floorRule, '')}
          label={words.floorRule}
          options={SCENARIO_CHOICES.floorRule.map((value) => ({ value, label: all.floors[value] }))}
        />
        <TextField field={text.floorSeats} label={text.floorSeats.label} inputMode="numeric" />
        <SelectField
          field={of(fields.fieldQuotas, '')}
          label={all.fieldQuotas}
          options={[
            { value: 'no', label: all.no },
            { value: 'yes', label: all.yes },
          ]}
        />
        <TextField field={text.reservePercent} label={text.reservePercent.label} inputMode="decimal" />
        <TextField field={text.reserveMinimum} label={text.reserveMinimum.label} inputMode="numeric" />
      </Group>
      <Group title={words.scoreGroup}>
        <TextField field={text.fieldThreshold} label={text.fieldThreshold.label} inputMode="decimal" />
        <TextField field={text.totalThreshold} label={text.totalThreshold.label} inputMode="decimal" />
        {sum.errors?.map((error) => (
          <p key={error} id={sum.errorId} className="mb-2 text-bad">
            {error}
          </p>
        ))}
        <TextField field={text.exam} label={text.exam.label} inputMode="decimal" />
        <TextField field={text.practice} label={text.practice.label} inputMode="decimal" />
        <TextField field={text.serviceRecord} label={text.serviceRecord.label} inputMode="decimal" />
        <SelectField
          field={of(fields.missingComponent, '')}
          label={all.missingLabel}
          options={SCENARIO_CHOICES.missingComponent.map((value) => ({ value, label: all.missingRules[value] }))}
        />
      </Group>
      <Group title={words.moneyGroup}>
        <SelectField
          field={of(fields.honorariumKind, '')}
          label={words.honorariumKind}
          options={SCENARIO_CHOICES.honorariumKind.map((value) => ({ value, label: words.honorariumKinds[value] }))}
        />
        <TextField field={text.honorarium} label={text.honorarium.label} inputMode="numeric" />
        <TextField field={text.budgetPerYear} label={text.budgetPerYear.label} hint={words.budgetHint} inputMode="numeric" />
      </Group>
      <Group title={words.seatGroup}>
        <TextField field={text.group} label={text.group.label} hint={words.groupHint} />
        <SelectField
          field={of(fields.groupRule, '')}
          label={words.groupRule}
          options={SCENARIO_CHOICES.groupRule.map((value) => ({ value, label: all.seatRules[value] }))}
        />
        <TextField field={text.groupSeats} label={text.groupSeats.label} inputMode="numeric" />
        <SelectField
          field={of(fields.groupVillage, '')}
          label={words.groupVillage}
          options={[{ value: '', label: words.everywhere }, ...villages]}
        />
        <SelectField
          field={of(fields.groupUnfilled, '')}
          label={words.groupUnfilled}
          options={SCENARIO_CHOICES.groupUnfilled.map((value) => ({ value, label: all.unfilled[value] }))}
        />
      </Group>
      <div className="flex flex-wrap gap-3">
        <Button>{words.save}</Button>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
      </div>
    </Form>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="mb-6 rounded-md border border-line p-4">
      <legend className="px-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}
