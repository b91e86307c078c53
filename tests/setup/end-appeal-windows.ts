import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { endAppealWindow } from '#tests/use-cases/determination/decided-period.ts'

/** The days pass in which the published lists could be appealed against. */
async function main() {
  const published = await reading((transaction) =>
    transaction.announcement.findMany({ where: { publishedAt: { not: null } }, select: { id: true } }),
  )
  for (const { id } of published) await endAppealWindow(id)
}

main()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
