import { Form } from '@remix-run/react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Rubric } from '#app/domain/question-bank/question.ts'
import { gradingWords } from '#app/text/grading.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

type RubricFormProps = {
  readonly taskId: string
  readonly lockVersion: number
  readonly rubric: Rubric
  /** What was chosen and typed before, when the form comes back. */
  readonly levels: Readonly<Record<string, number>>
  readonly comment: string
  /** Keys of criteria that lack a level. */
  readonly missing: readonly string[]
}

/**
 * The rubric as radio buttons, one group a criterion. With the focus in a group a digit chooses its level and Enter goes
 * to the next group; Enter in the last one sends the mark once every group has its level.
 */
export function RubricForm({ taskId, lockVersion, rubric, levels, comment, missing }: RubricFormProps) {
  const words = useWords(gradingWords).desk
  const form = useRef<HTMLFormElement>(null)
  const shownTask = useRef(taskId)

  // After a mark the focus goes to the next response's first criterion, so that marking goes on from the keyboard.
  useEffect(() => {
    if (shownTask.current !== taskId) form.current?.querySelector<HTMLInputElement>('input[type=radio]')?.focus({ preventScroll: true })
    shownTask.current = taskId
  }, [taskId])

  // A criterion without a level takes the focus, so that nobody has to look for it.
  useEffect(() => {
    if (missing.length > 0) form.current?.querySelector<HTMLInputElement>('[data-missing] input')?.focus()
  }, [missing])

  return (
    <Form method="post" ref={form} key={taskId} onKeyDown={onKeyDown}>
      <input type="hidden" name="taskId" value={taskId} />
      <input type="hidden" name="lockVersion" value={lockVersion} />
      <p className="mb-3 text-[13px] text-muted max-sm:hidden">{words.keys}</p>
      {rubric.criteria.map((criterion) => (
        <fieldset
          key={criterion.key}
          data-missing={missing.includes(criterion.key) || undefined}
          aria-describedby={missing.includes(criterion.key) ? `${criterion.key}-missing` : undefined}
          className={`mb-4 rounded-md border p-3 ${missing.includes(criterion.key) ? 'border-bad' : 'border-line'}`}
        >
          <legend className="px-1 font-semibold">{criterion.name}</legend>
          {missing.includes(criterion.key) ? (
            <p id={`${criterion.key}-missing`} className="mb-1 text-bad">
              {words.missing}
            </p>
          ) : null}
          {criterion.levels.map((level, index) => (
            <label
              key={level.description}
              className="flex min-h-12 cursor-pointer items-start gap-3 rounded-md px-2 py-2 has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={`level:${criterion.key}`}
                value={index}
                defaultChecked={levels[criterion.key] === index}
                className="mt-1 size-5 shrink-0 accent-accent"
              />
              <span>
                <span className="font-semibold">{index}</span> · {level.description}{' '}
                <span className="whitespace-nowrap text-muted">({words.level(level.points)})</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <label htmlFor="comment" className="font-semibold">
        {words.comment}
      </label>
      <p id="comment-hint" className="text-[13px] text-muted">
        {words.commentHint}
      </p>
      <textarea
        id="comment"
        name="comment"
        rows={2}
        maxLength={500}
        defaultValue={comment}
        aria-describedby="comment-hint"
        className="mt-1 mb-4 block w-full rounded-md border border-line bg-surface px-3 py-2"
      />
      <Button name="intent" value="mark">
        {words.submit}
      </Button>
    </Form>
  )
}

function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
  const group = event.target instanceof HTMLInputElement && event.target.type === 'radio' ? event.target.closest('fieldset') : null
  if (group === null || event.ctrlKey || event.metaKey || event.altKey) return
  if (/^\d$/.test(event.key)) {
    const level = radiosIn(group)[Number(event.key)]
    level?.focus()
    level?.click()
    event.preventDefault()
  }
  if (event.key === 'Enter') {
    event.preventDefault()
    goOn(event.currentTarget, group)
  }
}

function goOn(form: HTMLFormElement, group: Element) {
  const groups: Element[] = [...form.querySelectorAll('fieldset')]
  const open = groups.find((each) => radiosIn(each).every((radio) => !radio.checked))
  const next = groups[groups.indexOf(group) + 1] ?? open
  if (next === undefined) {
    form.querySelector<HTMLButtonElement>('button[value=mark]')?.click()
    return
  }
  const radios = radiosIn(next)
  const target = radios.find((radio) => radio.checked) ?? radios[0]
  target?.focus()
}

function radiosIn(group: Element): HTMLInputElement[] {
  return [...group.querySelectorAll<HTMLInputElement>('input[type=radio]')]
}
