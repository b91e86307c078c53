import type { Finding } from '#app/domain/verification/findings.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationSheetWords } from '#app/text/verification-sheet.ts'
import { useWords } from '../ui/locale.tsx'
import { OutcomeBadge } from './case-marks.tsx'

type Person = { readonly occupation: string; readonly spouseOccupation: string | null }

/** What the roster says about each requirement, age first. */
export function FindingsList({ findings, person }: { findings: readonly Finding[]; person: Person }) {
  const { checks } = useWords(verificationWords)
  return (
    <ul className="rounded-md border border-line bg-surface">
      {findings.map((finding) => (
        <li
          key={finding.check}
          className="grid gap-x-4 border-b border-line px-3 py-2 last:border-0 sm:grid-cols-[minmax(10rem,1fr)_8rem_minmax(0,3fr)]"
        >
          <span className="font-semibold">{checks[finding.check]}</span>
          <span>
            <OutcomeBadge outcome={finding.outcome} />
          </span>
          <span>
            <FindingText finding={finding} person={person} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function FindingText({ finding, person }: { finding: Finding; person: Person }) {
  const { finding: words, occupations, positions } = useWords(verificationSheetWords)
  switch (finding.check) {
    case 'age':
      return words.age(finding.age, finding.minimum, finding.maximum)
    case 'occupation':
      return withCodes(
        person.occupation,
        finding.codes.map((code) => occupations[code]),
      )
    case 'spouse-position':
      return withCodes(
        person.spouseOccupation ?? words.noSpouse,
        finding.codes.map((code) => positions[code]),
      )
    case 'double-honorarium':
      return finding.namesakes > 0 ? words.namesakes(finding.namesakes) : words.noNamesakes
    case 'residence':
      return finding.outcome === 'clear' ? words.residenceFree : words.residence
  }
}

function withCodes(text: string, codes: readonly string[]): string {
  return codes.length === 0 ? text : `${text} (${codes.join(', ')})`
}
