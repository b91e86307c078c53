import { startApp } from '#tests/setup/app-server.ts'
import { buildApp } from './build.ts'
import { takeExam } from './guides/exam.ts'
import { takeIssuer } from './guides/issuer.ts'
import { findPeriods, takeOffice } from './guides/office.ts'
import { takePlenary } from './guides/plenary.ts'
import { takeProctor } from './guides/proctor.ts'
import { openStudio } from './guides/studio.ts'
import { takeVerification } from './guides/verification.ts'

/** Every picture of the documents, from a fresh copy of the demo that is taken along the way of a period. */
async function main() {
  await buildApp()
  const app = await startApp({ data: 'demo' })
  try {
    const studio = await openStudio(app.origin)
    const periods = await findPeriods(studio)
    await takeExam(studio)
    await takeProctor(studio)
    await takeVerification(studio)
    await takeOffice(studio, periods)
    await takePlenary(studio, periods)
    await takeIssuer(studio)
    await studio.close()
  } finally {
    await app.stop()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
