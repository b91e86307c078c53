import { buildApp } from './build.ts'
import { makeDatabaseClient } from './database-client.ts'

/** Each measurement brings its own PostgreSQL. Figures are for comparison with each other, on a machine they share. */
const MEASUREMENTS = {
  saves: async (parameters: readonly string[]) => (await import('./bench/saves.ts')).measureSaves(parameters),
  starts: async (parameters: readonly string[]) => (await import('./bench/starts.ts')).measureStarts(parameters),
  'exam-page': async () => (await import('./bench/exam-page.ts')).measureExamPage(),
  certificates: async () => (await import('./bench/certificates.ts')).measureCertificates(),
  checks: async () => (await import('./bench/public-check.ts')).measurePublicCheck(),
  papers: async () => (await import('./bench/papers.ts')).measurePapers(),
  selection: async () => (await import('./bench/selection.ts')).measureSelection(),
  boards: async () => (await import('./bench/boards.ts')).measureBoards(),
  distribution: async () => (await import('./bench/distribution.ts')).measureDistribution(),
} as const
type Measurement = keyof typeof MEASUREMENTS

const isMeasurement = (name: string): name is Measurement => name in MEASUREMENTS

async function main() {
  const [name = 'saves', ...parameters] = process.argv.slice(2)
  if (!isMeasurement(name)) throw new Error(`npm run bench -- ${Object.keys(MEASUREMENTS).join(' | ')}`)
  await makeDatabaseClient()
  await buildApp()
  await MEASUREMENTS[name](parameters)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
