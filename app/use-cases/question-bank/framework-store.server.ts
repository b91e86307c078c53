import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** The newest version of a framework; null when none was loaded. */
export async function findFramework(transaction: Transaction, code: string): Promise<CompetencyFramework | null> {
  const row = await transaction.competencyFramework.findFirst({ where: { code }, orderBy: { version: 'desc' } })
  return row ? CompetencyFramework.parse(row.content) : null
}

export async function findFrameworkVersion(transaction: Transaction, code: string, version: number): Promise<CompetencyFramework | null> {
  const row = await transaction.competencyFramework.findUnique({ where: { code_version: { code, version } } })
  return row ? CompetencyFramework.parse(row.content) : null
}

/** Writes a version, or writes over it. */
export async function saveFramework(transaction: Transaction, framework: CompetencyFramework): Promise<void> {
  const { code, version, status, title } = framework
  const row = { status, title, content: framework }
  await transaction.competencyFramework.upsert({
    where: { code_version: { code, version } },
    create: { code, version, ...row },
    update: row,
  })
}

/** Code and newest title of every framework, in the order of the codes. */
export async function listFrameworks(transaction: Transaction): Promise<{ code: string; title: string }[]> {
  return transaction.competencyFramework.findMany({
    distinct: ['code'],
    orderBy: [{ code: 'asc' }, { version: 'desc' }],
    select: { code: true, title: true },
  })
}
