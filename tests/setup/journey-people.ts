import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { makeDemoActors } from '../../prisma/demo/actors.ts'

/** What stands before a programme begins, beside the reference data: one account for each role. */
makeDemoActors()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
