import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { checkBankFolder } from '#app/use-cases/question-bank/check-bank-files.server.ts'
import { loadFramework } from '#app/use-cases/question-bank/load-framework.server.ts'
import { loadRegions } from '#app/use-cases/roster/load-regions.server.ts'
import { done, makeDemoActors, referenceFile, SEED } from '../../prisma/demo/actors.ts'

/** What stands before a programme begins: regions, the competency framework, and one account for each role. */
async function main() {
  await done(loadRegions(SEED, { regions: referenceFile('regions.csv'), population: referenceFile('kelurahan-population.csv') }))
  const { framework } = await done(checkBankFolder(SEED, 'question-banks/kader-2026'))
  await done(loadFramework(SEED, framework))
  await makeDemoActors()
}

main()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
