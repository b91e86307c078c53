import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '#app/domain/shared/result.ts'
import { bankFolders } from '#app/platform/bank-files.server.ts'
import { loadPublicHolidays } from '#app/use-cases/determination/load-public-holidays.server.ts'
import { checkBankFolder } from '#app/use-cases/question-bank/check-bank-files.server.ts'
import { loadFramework } from '#app/use-cases/question-bank/load-framework.server.ts'
import { loadRegions } from '#app/use-cases/roster/load-regions.server.ts'
import { ROOT } from './child-process.ts'

const LOADER = { kind: 'system', job: 'reference-data' } as const

/** What every installation needs before its first period: the regions, the days without work, and the competency frameworks that the banks name. Loading again changes nothing. */
export async function loadReferenceData(): Promise<string[]> {
  const { changed } = await loaded(loadRegions(LOADER, { regions: file('regions.csv'), population: file('kelurahan-population.csv') }))
  const said = changed === 0 ? [] : [`${changed} regions`]
  const holidays = await loaded(loadPublicHolidays(LOADER, file('public-holidays.csv')))
  if (holidays.changed > 0) said.push(`${holidays.changed} public holidays`)
  for (const folder of await bankFolders()) {
    const { framework } = await loaded(checkBankFolder(LOADER, folder))
    if ((await loaded(loadFramework(LOADER, framework))).changed) said.push(`framework ${framework.code} version ${framework.version}`)
  }
  return said
}

function file(name: string): string {
  return readFileSync(join(ROOT, 'prisma/data', name), 'utf8')
}

async function loaded<Value>(step: Promise<Result<Value, { readonly kind: string }>>): Promise<Value> {
  const result = await step
  if (!result.ok) throw new Error(`The reference data could not be loaded: ${JSON.stringify(result.refusal)}`)
  return result.value
}
