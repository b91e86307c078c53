import { Form } from '@remix-run/react'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'
import { type FieldShape, fromName, TypedField, typedName } from './paper-fields.tsx'

export type ShownQuestion = { readonly number: number; readonly position: number; readonly shape: FieldShape }
export type ShownDifference = ShownQuestion & { readonly first: string; readonly second: string }
/** What the server found wrong, and what was sent, by name of field. */
export type SentSheet = { readonly faults: Readonly<Record<string, string>>; readonly sent: Readonly<Record<string, string>> }

type KeyInProps = { readonly questions: readonly ShownQuestion[]; readonly refused: SentSheet | null }

/** A whole sheet, number by number. The box at the end keeps an early Enter from storing half a sheet. */
export function KeyInForm({ questions, refused }: KeyInProps) {
  const words = useWords(paperModeWords)
  return (
    <Form method="post">
      <FaultNotice questions={questions} refused={refused} />
      <input type="hidden" name="act" value="key-in" />
      <div className="grid gap-x-4 sm:grid-cols-2 xl:grid-cols-4">
        {questions.map(({ number, position, shape }) => (
          <TypedField
            key={position}
            position={position}
            label={words.question(number)}
            shape={shape}
            initial={refused?.sent[typedName(position)] ?? ''}
            fault={refused?.faults[String(position)] ?? null}
          />
        ))}
      </div>
      <Checked />
      <Button>{words.save}</Button>
    </Form>
  )
}

type SettleProps = { readonly differences: readonly ShownDifference[]; readonly refused: SentSheet | null }

/** Every difference with both readings; whose they are is not told. */
export function SettleForm({ differences, refused }: SettleProps) {
  const words = useWords(paperModeWords)
  return (
    <Form method="post">
      <FaultNotice questions={differences} refused={refused} />
      <input type="hidden" name="act" value="settle" />
      {differences.map((difference) => (
        <DifferenceFields key={difference.position} difference={difference} refused={refused} />
      ))}
      <Checked />
      <Button>{words.settle}</Button>
    </Form>
  )
}

function DifferenceFields({ difference, refused }: { difference: ShownDifference; refused: SentSheet | null }) {
  const words = useWords(paperModeWords)
  const { number, position, shape, first, second } = difference
  const chosen = refused?.sent[fromName(position)]
  const fault = refused?.faults[String(position)] ?? null
  const choices = [
    { from: 'first', label: words.first, text: first },
    { from: 'second', label: words.second, text: second },
    { from: 'reread', label: words.neither, text: null },
  ]
  return (
    <fieldset className="mb-4 max-w-[68ch] rounded-md border border-line bg-surface p-4">
      <legend className="px-1 font-semibold">{words.question(number)}</legend>
      {fault === 'choose' ? <p className="text-bad">{words.faults.choose}</p> : null}
      {choices.map(({ from, label, text }) => (
        <label key={from} className="mb-2 flex items-start gap-2">
          <input
            type="radio"
            name={fromName(position)}
            value={from}
            required
            defaultChecked={chosen === from}
            className="mt-0.5 size-6 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            {label}
            {text === null ? null : <strong className="ml-2 break-words whitespace-pre-wrap">{text === '' ? words.empty : text}</strong>}
          </span>
        </label>
      ))}
      <TypedField
        position={position}
        label={words.onSheet(number)}
        shape={shape}
        initial={refused?.sent[typedName(position)] ?? ''}
        fault={fault === 'choose' ? null : fault}
      />
    </fieldset>
  )
}

function Checked() {
  const words = useWords(paperModeWords)
  return (
    <label className="mb-4 flex items-start gap-2">
      <input type="checkbox" name="checked" value="yes" required className="mt-0.5 size-6 shrink-0 accent-accent" />
      {words.checked}
    </label>
  )
}

function FaultNotice({ questions, refused }: { questions: readonly ShownQuestion[]; refused: SentSheet | null }) {
  const words = useWords(paperModeWords)
  const faulty = refused === null ? [] : questions.filter(({ position }) => refused.faults[String(position)] !== undefined)
  if (refused === null || faulty.length === 0) return null
  return (
    <Notice tone="bad" title={words.faultsTitle(faulty.length)} isAnswer>
      <ul className="list-disc pl-5">
        {faulty.map(({ number, position }) => (
          <li key={position}>
            <a href={`#${typedName(position)}`} className="inline-block py-0.5 text-ink underline">
              {words.question(number)}
            </a>
            : {words.faults[refused.faults[String(position)] ?? '']}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
