import { Form } from '@remix-run/react'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

export type MemberLine = {
  readonly accountId: string
  readonly name: string
  readonly member: boolean
  readonly present: boolean
  readonly chair: boolean
}

type Answer = { readonly saved: true } | { readonly saved: false; readonly problem: 'chair' | 'present' | (string & {}) }

/** Who belongs to the session, who is there, who leads: three marks a person, in one table. */
export function MembersForm({ lines, answer }: { lines: readonly MemberLine[]; answer: Answer | undefined }) {
  const words = useWords(plenaryWords)
  const refusals = useWords(determinationRefusals)
  const problems: Record<string, string> = { chair: words.chairMissing, present: words.presentMissing }
  return (
    <Form method="post">
      {answer?.saved ? (
        <Notice tone="good" isAnswer>
          {words.membersSaved}
        </Notice>
      ) : null}
      {answer?.saved === false ? (
        <Notice tone="bad" isAnswer>
          {problems[answer.problem] ?? refusals[answer.problem] ?? answer.problem}
        </Notice>
      ) : null}
      <p className="mb-3 text-muted">{words.membersText}</p>
      <div className="relative overflow-x-auto rounded-md border border-line bg-surface">
        <table className="w-full border-collapse">
          <caption className="sr-only">{words.members}</caption>
          <thead>
            <tr>
              {[words.members, words.member, words.present, words.chair].map((head) => (
                <th key={head} scope="col" className="border-b border-line px-3 py-2 text-[13px] text-muted">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.accountId} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-2 text-left font-normal">
                  {line.name}
                </th>
                <MarkCell
                  label={`${words.member}: ${line.name}`}
                  name="member"
                  value={line.accountId}
                  checked={line.member}
                  type="checkbox"
                />
                <MarkCell
                  label={`${words.present}: ${line.name}`}
                  name="present"
                  value={line.accountId}
                  checked={line.present}
                  type="checkbox"
                />
                <MarkCell label={`${words.chair}: ${line.name}`} name="chair" value={line.accountId} checked={line.chair} type="radio" />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-3">
        <Button>{words.saveMembers}</Button>
      </div>
    </Form>
  )
}

function MarkCell({
  label,
  name,
  value,
  checked,
  type,
}: {
  label: string
  name: string
  value: string
  checked: boolean
  type: 'checkbox' | 'radio'
}) {
  return (
    <td className="px-3 py-2">
      <label className="inline-flex min-h-10 min-w-10 cursor-pointer items-center justify-center">
        <span className="sr-only">{label}</span>
        <input type={type} name={name} value={value} defaultChecked={checked} className="size-5" />
      </label>
    </td>
  )
}
