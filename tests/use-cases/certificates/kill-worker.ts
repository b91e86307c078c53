import { writeSync } from 'node:fs'
import { z } from 'zod'
import { IssuanceState } from '#app/domain/certificates/issuance.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { makeResult } from './results.ts'

/**
 * A process of its own that approves and makes certificates until it is killed. It first tells, as one line of JSON, how it
 * finds the decisions that the killed one before it left, and then a line at each step. With KILL_WORKER=finish it only makes what is left, and ends.
 */
const AT_ONCE = 3
const job = { kind: 'system', job: 'make-certificates' } as const
const people = z.object({ ISSUER: AccountId, VERIFIER: AccountId }).parse(process.env)
const issuer = { kind: 'staff', accountId: people.ISSUER, displayName: 'Penerbit', grants: [{ role: 'issuer', regionCode: null }] } as const

const rows = await reading((transaction) =>
  transaction.certificateIssuance.groupBy({ by: ['state'], where: { state: { notIn: ['published', 'refused'] } }, _count: true }),
)
// A lease ends by itself after minutes; here its time is over at once.
await reading((transaction) => transaction.$executeRaw`UPDATE certificate_issuance SET leased_until = NULL WHERE leased_until IS NOT NULL`)
const left = Object.fromEntries(rows.map(({ state, _count }) => [IssuanceState.parse(state), _count]))
say(JSON.stringify({ left }))

await makeCertificates(job, { checkpoint: say })
while (process.env.KILL_WORKER !== 'finish') {
  const results = []
  for (let made = 0; made < AT_ONCE; made += 1) results.push(await makeResult(people.VERIFIER))
  await issueCertificates(
    issuer,
    results.map(({ resultId }) => resultId),
    'local-key',
  )
  say('approved')
  await makeCertificates(job, { checkpoint: say })
}
await closeDatabase()

/** Written at once, so that whoever listens knows how far the work is. */
function say(line: string) {
  writeSync(1, `${line}\n`)
}
