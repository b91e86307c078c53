import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import type { Permission } from '#app/domain/access/permission.ts'
import type { navigationWords } from '#app/text/navigation.ts'

type NavigationWords = (typeof navigationWords)['id']
export type NavigationLinkKey = keyof NavigationWords['links']
export type NavigationGroupKey = keyof NavigationWords['groups']

type NavigationLink = {
  readonly to: string
  readonly key: NavigationLinkKey
  readonly permission: Permission
  /** Pages that belong to this link though their address does not begin with it. */
  readonly covers?: readonly string[]
}

/** Every link of the staff pages' menu. A link is shown to whoever may enter its page, and to nobody else. */
const NAVIGATION: readonly { readonly group: NavigationGroupKey; readonly links: readonly NavigationLink[] }[] = [
  {
    group: 'period',
    links: [
      { to: '/office/periods', key: 'periods', permission: 'period.read', covers: ['/plenaries', '/office/appeals'] },
      { to: '/office/roster', key: 'roster', permission: 'roster.read' },
      { to: '/verification', key: 'verification', permission: 'verification.read' },
    ],
  },
  {
    group: 'bank',
    links: [
      { to: '/author/banks', key: 'banks', permission: 'bank.read', covers: ['/author/questions'] },
      { to: '/author/reviews', key: 'reviews', permission: 'bank.review' },
      { to: '/author/exams', key: 'exams', permission: 'exam.read' },
    ],
  },
  {
    group: 'exam',
    links: [
      { to: '/office/sessions', key: 'sessions', permission: 'exam-session.plan', covers: ['/office/venues', '/office/candidates'] },
      { to: '/proctor', key: 'rooms', permission: 'exam-session.read' },
      { to: '/assessor', key: 'marking', permission: 'marking.mark' },
    ],
  },
  {
    group: 'results',
    links: [
      { to: '/verifier/results', key: 'results', permission: 'result.read' },
      {
        to: '/issuer/certificates',
        key: 'certificates',
        permission: 'certificate.read',
        covers: ['/issuer/badges', '/issuer/batches', '/issuer/changes'],
      },
      { to: '/office/selection', key: 'selection', permission: 'scenario.read' },
      { to: '/office/distribution', key: 'distribution', permission: 'distribution.read' },
    ],
  },
  {
    group: 'system',
    links: [
      { to: '/administrator/accounts', key: 'accounts', permission: 'account.manage' },
      { to: '/administrator/audit', key: 'audit', permission: 'audit.read' },
    ],
  },
]

export type NavigationGroup = {
  readonly group: NavigationGroupKey
  readonly links: readonly { readonly to: string; readonly key: NavigationLinkKey; readonly covers: readonly string[] }[]
}

/** The part of the menu that this actor may use; groups without a link are left out. */
export function navigationFor(actor: Actor): NavigationGroup[] {
  return NAVIGATION.map(({ group, links }) => ({
    group,
    links: links.filter(({ permission }) => mayEnter(actor, permission)).map(({ to, key, covers = [] }) => ({ to, key, covers })),
  })).filter(({ links }) => links.length > 0)
}
