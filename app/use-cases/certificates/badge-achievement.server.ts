import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { achievementPath } from '#app/domain/certificates/credential.ts'
import { badgeFromCode } from '#app/domain/certificates/skill-badge.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { achievementWords } from '#app/text/skill-badge.ts'
import { findFrameworkVersion } from '../question-bank/framework-store.server.ts'

/** One level of one version of a framework's badges, as an Open Badges achievement. */
export async function describeBadgeAchievement(actor: Actor, code: string): Promise<Result<object, { readonly kind: 'not-found' }>> {
  const asked = badgeFromCode(code)
  if (!may(actor, 'certificate.check') || asked === null) return refuse({ kind: 'not-found' })
  const framework = await reading((transaction) => findFrameworkVersion(transaction, asked.framework, asked.version))
  const rule = framework?.badges.find(({ level }) => level === asked.level)
  if (framework?.status !== 'in-force' || rule === undefined) return refuse({ kind: 'not-found' })
  const badge = { level: rule.level, name: rule.name, framework }
  const { title, description, criteria } = achievementWords(badge)
  return accept({
    '@context': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    id: `${environment().origin}/${achievementPath({ badge })}`,
    type: ['Achievement'],
    achievementType: 'Badge',
    name: title,
    description,
    criteria: { narrative: criteria },
  })
}
