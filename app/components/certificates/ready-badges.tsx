import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'
import { type Approval, ReadyList, type ReadyRow } from './ready-list.tsx'

export type ShownReadyBadge = ReadyRow & {
  readonly level: string
  readonly groups: readonly string[]
}

/** Who earned a badge. */
export function ReadyBadges({ rows, approval }: { rows: readonly ShownReadyBadge[]; approval: Approval }) {
  const words = useWords(skillBadgeWords)
  return (
    <ReadyList
      rows={rows}
      approval={approval}
      words={words}
      before={[{ key: 'level', head: words.level, cell: (row) => row.level }]}
      after={[{ key: 'groups', head: words.groups, cell: (row) => row.groups.join(', ') }]}
    />
  )
}

/** Why nobody, or nobody else, can earn one: the framework is a draft, or the exam asks too little. */
export function BadgeObstacles({ lacksFramework, underAsked }: { lacksFramework: boolean; underAsked: readonly string[] }) {
  const badge = useWords(skillBadgeWords)
  return (
    <>
      {lacksFramework ? <Notice tone="warn">{badge.lacksFramework}</Notice> : null}
      {underAsked.length > 0 ? (
        <Notice tone="info" title={badge.underAskedTitle}>
          <p>{badge.underAskedText}</p>
          <ul className="mt-1 list-disc pl-5">
            {underAsked.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )
}
