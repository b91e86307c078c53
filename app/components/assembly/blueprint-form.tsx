import { type FieldMetadata, getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import type { BlueprintCell } from '#app/domain/assembly/blueprint.ts'
import { ExamDesign, type TypedCell } from '#app/domain/assembly/exam-design.ts'
import { DIFFICULTIES, QUESTION_KINDS } from '#app/domain/question-bank/question.ts'
import { SERVICE_FIELDS, type ServiceField } from '#app/domain/roster/service-field.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { commonWords } from '#app/text/common.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/form.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'

type Design = {
  readonly title: string
  readonly limitMinutes: number
  readonly formCount: number
  readonly exposureCap: number | null
  readonly cells: readonly BlueprintCell[]
}
type Competency = { readonly code: string; readonly field: ServiceField; readonly name: string }

const CONTROL = 'block w-full rounded-md border border-line bg-surface px-2 py-1.5 text-ink aria-invalid:border-bad'
const SMALL_BUTTON = 'min-h-10 cursor-pointer rounded-md border border-line bg-surface px-3 font-semibold text-ink hover:border-accent'

/** The design of a draft: rows can be added and removed with JavaScript and without. */
export function BlueprintForm({
  design,
  competencies,
  lastResult,
}: {
  design: Design
  competencies: readonly Competency[]
  lastResult: SubmissionResult | undefined
}) {
  const words = useWords(assemblyWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const [form, fields] = useForm({
    id: 'design',
    lastResult: lastResult ?? null,
    defaultValue: {
      title: design.title,
      limitMinutes: String(design.limitMinutes),
      formCount: String(design.formCount),
      exposureCap: design.exposureCap === null ? '' : String(design.exposureCap),
      cells: design.cells.map((cell) => ({
        field: cell.field,
        competency: cell.competency ?? '',
        difficulty: cell.difficulty ?? '',
        kind: cell.kind ?? '',
        count: String(cell.count),
        pointsEach: locale === 'id' ? cell.pointsEach.replace('.', ',') : cell.pointsEach,
      })),
    },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: ExamDesign }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.problems[code] ?? common.problems.required
  const heads = [
    wordedField(fields.title, word, words.title),
    wordedField(fields.limitMinutes, word, words.limit),
    wordedField(fields.formCount, word, words.forms),
    wordedField(fields.exposureCap, word, words.cap),
  ] as const
  const rows = fields.cells.getFieldList()
  const rowFields = rows.flatMap((row, place) => {
    const cell = row.getFieldset()
    return [
      wordedField(cell.field, word, words.rowLabel(words.field, place + 1)),
      wordedField(cell.competency, word, words.rowLabel(words.competency, place + 1)),
      wordedField(cell.difficulty, word, words.rowLabel(words.difficulty, place + 1)),
      wordedField(cell.kind, word, words.rowLabel(words.kind, place + 1)),
      wordedField(cell.count, word, words.rowLabel(words.count, place + 1)),
      wordedField(cell.pointsEach, word, words.rowLabel(words.points, place + 1)),
    ]
  })
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: fields.cells.errors?.map((code) => word(String(code))), errorId: form.errorId }}
        fields={[...heads, ...rowFields]}
      />
      <div className="grid items-end gap-x-4 sm:grid-cols-2 xl:grid-cols-4">
        <TextField field={heads[0]} label={words.title} />
        <TextField field={heads[1]} label={words.limit} inputMode="numeric" />
        <TextField field={heads[2]} label={words.forms} inputMode="numeric" />
        <TextField field={heads[3]} label={words.cap} hint={words.capHint} inputMode="numeric" />
      </div>
      <section
        className="relative mb-3 overflow-x-auto rounded-md border border-line bg-surface"
        aria-label={words.blueprintCaption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table className="w-full border-collapse">
          <caption className="sr-only">{words.blueprintCaption}</caption>
          <thead>
            <tr>
              {['#', words.field, words.competency, words.difficulty, words.kind, words.count, words.points, words.removeRow].map(
                (head) => (
                  <th key={head} scope="col" className="border-b border-line px-2 py-2 text-[13px] text-muted">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <CellRow
                key={row.key}
                row={row}
                place={place}
                competencies={competencies}
                remove={form.remove.getButtonProps({ name: fields.cells.name, index: place })}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="flex flex-wrap gap-2">
        <Button>{words.save}</Button>
        <button
          className={SMALL_BUTTON}
          {...form.insert.getButtonProps({
            name: fields.cells.name,
            defaultValue: { field: 'health', competency: '', difficulty: '', kind: 'automatic', count: '1', pointsEach: '1' },
          })}
        >
          {words.addRow}
        </button>
      </div>
    </Form>
  )
}

type CellMetadata = Pick<FieldMetadata<TypedCell>, 'getFieldset'>
type RemoveButton = { name: string; value: string; form: string; formNoValidate: boolean }

function CellRow({
  row,
  place,
  competencies,
  remove,
}: {
  row: CellMetadata
  place: number
  competencies: readonly Competency[]
  remove: RemoveButton
}) {
  const words = useWords(assemblyWords)
  const common = useWords(commonWords)
  const bank = useWords(questionTermWords)
  const cell = row.getFieldset()
  const any = { value: '', label: words.any }
  return (
    <tr className="border-b border-line align-top last:border-0">
      <td className="px-2 py-3 text-muted">{place + 1}</td>
      <Choice
        field={cell.field}
        label={words.rowLabel(words.field, place + 1)}
        options={SERVICE_FIELDS.map((field) => ({ value: field, label: common.fields[field] }))}
      />
      <Choice
        field={cell.competency}
        label={words.rowLabel(words.competency, place + 1)}
        options={[any, ...competencies.map(({ code, field, name }) => ({ value: code, label: `${common.fields[field]}: ${name}` }))]}
      />
      <Choice
        field={cell.difficulty}
        label={words.rowLabel(words.difficulty, place + 1)}
        options={[any, ...DIFFICULTIES.map((difficulty) => ({ value: difficulty, label: bank.difficulties[difficulty] }))]}
      />
      <Choice
        field={cell.kind}
        label={words.rowLabel(words.kind, place + 1)}
        options={[
          any,
          { value: 'automatic', label: words.automatic },
          ...QUESTION_KINDS.map((kind) => ({ value: kind, label: bank.kinds[kind] })),
        ]}
      />
      <Typed field={cell.count} label={words.rowLabel(words.count, place + 1)} inputMode="numeric" />
      <Typed field={cell.pointsEach} label={words.rowLabel(words.points, place + 1)} inputMode="decimal" />
      <td className="px-2 py-2">
        <button className={SMALL_BUTTON} aria-label={words.removeRowLabel(place + 1)} {...remove}>
          ×
        </button>
      </td>
    </tr>
  )
}

type CellField = {
  readonly key: string | undefined
  readonly id: string
  readonly name: string
  readonly errorId: string
  readonly valid: boolean
  readonly errors?: string[] | undefined
  readonly initialValue?: unknown
}

function Choice({
  field,
  label,
  options,
}: {
  field: CellField
  label: string
  options: readonly { readonly value: string; readonly label: string }[]
}) {
  return (
    <td className="px-2 py-2">
      <select
        key={field.key}
        id={field.id}
        name={field.name}
        defaultValue={typed(field.initialValue)}
        aria-label={label}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={field.valid ? undefined : field.errorId}
        className={`${CONTROL} min-w-40`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldErrors field={field} />
    </td>
  )
}

function Typed({ field, label, inputMode }: { field: CellField; label: string; inputMode: 'numeric' | 'decimal' }) {
  return (
    <td className="px-2 py-2">
      <input
        key={field.key}
        id={field.id}
        name={field.name}
        defaultValue={typed(field.initialValue)}
        inputMode={inputMode}
        autoComplete="off"
        aria-label={label}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={field.valid ? undefined : field.errorId}
        className={`${CONTROL} min-w-16 max-w-24 text-right`}
      />
      <FieldErrors field={field} />
    </td>
  )
}

function typed(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function FieldErrors({ field }: { field: CellField }) {
  const words = useWords(assemblyWords)
  const common = useWords(commonWords)
  if (field.errors === undefined) return null
  return (
    <p id={field.errorId} className="mt-1 text-[13px] text-bad">
      {field.errors.map((code) => words.problems[code] ?? common.problems.required).join(' ')}
    </p>
  )
}
