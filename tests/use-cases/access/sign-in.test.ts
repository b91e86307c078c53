import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findActor } from '#app/use-cases/access/find-actor.server.ts'
import { signInCandidate } from '#app/use-cases/access/sign-in-candidate.server.ts'
import { signInStaff } from '#app/use-cases/access/sign-in-staff.server.ts'
import { signOut } from '#app/use-cases/access/sign-out.server.ts'
import {
  makeCadre,
  makeCandidate,
  makeExam,
  makeExamSession,
  makePeriod,
  makeRegions,
  makeStaff,
  singleChoice,
} from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
beforeAll(makeRegions)

const PASSWORD = 'sandi yang panjang sekali'
const PIN = '482913'

async function staffAttempt(password: string, { address = '10.0.0.1', username }: { address?: string; username: string }) {
  const sessionIdHash = randomBytes(32).toString('hex')
  return { sessionIdHash, result: await signInStaff(ANONYMOUS, { username, password, address, deviceKey: 'd', sessionIdHash }) }
}

async function makeStaffWithPassword() {
  const actor = await makeStaff('verifier')
  const username = `verifier-${actor.accountId.slice(0, 8)}`
  const passwordHash = await hashPassword(PASSWORD, 'staff')
  await reading((transaction) => transaction.account.update({ where: { id: actor.accountId }, data: { passwordHash } }))
  return { actor, username }
}

async function makeCandidateWithPin() {
  const periodId = await makePeriod()
  const { examId } = await makeExam([singleChoice()], { periodId })
  const examSessionId = await makeExamSession(examId, { accessToken: 'RUANG1' })
  const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
  const pinHash = await hashPassword(PIN, 'candidate')
  const { participantNumber } = await reading((transaction) =>
    transaction.candidate.update({ where: { id: candidate.candidateId }, data: { pinHash } }),
  )
  return { candidate, participantNumber }
}

describe('staff', () => {
  test('the right password opens a session that names the person and the roles', async () => {
    const { actor, username } = await makeStaffWithPassword()
    const { sessionIdHash, result } = await staffAttempt(PASSWORD, { username })
    expect(result.ok).toBe(true)
    expect(await findActor(ANONYMOUS, sessionIdHash)).toEqual(actor)
  })

  test('a wrong password and an unknown name get the same answer', async () => {
    const { username } = await makeStaffWithPassword()
    const wrong = await staffAttempt('bukan ini', { username, address: '10.0.1.1' })
    const unknown = await staffAttempt('bukan ini', { username: 'tidak-ada', address: '10.0.1.2' })
    expect(wrong.result).toEqual(refuse({ kind: 'wrong-credentials' }))
    expect(unknown.result).toEqual(wrong.result)
  })

  test('after five failures even the right password waits, but only from that address', async () => {
    const { username } = await makeStaffWithPassword()
    for (let count = 0; count < 5; count += 1) await staffAttempt('salah', { username, address: '10.0.2.1' })
    const blocked = await staffAttempt(PASSWORD, { username, address: '10.0.2.1' })
    expect(blocked.result).toMatchObject({ ok: false, refusal: { kind: 'too-many-attempts' } })
    expect((await staffAttempt(PASSWORD, { username, address: '10.0.2.2' })).result.ok).toBe(true)
  })

  test('an idle session is over, and so is one that was signed out', async () => {
    const { username, actor } = await makeStaffWithPassword()
    const idle = await staffAttempt(PASSWORD, { username })
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE web_session SET last_seen_at = now() - interval '16 minutes' WHERE id_hash = ${idle.sessionIdHash}`,
    )
    expect(await findActor(ANONYMOUS, idle.sessionIdHash)).toEqual(ANONYMOUS)

    const ended = await staffAttempt(PASSWORD, { username })
    await signOut(actor, ended.sessionIdHash)
    expect(await findActor(ANONYMOUS, ended.sessionIdHash)).toEqual(ANONYMOUS)
  })

  test('a deactivated account cannot sign in and its sessions end', async () => {
    const { username, actor } = await makeStaffWithPassword()
    const open = await staffAttempt(PASSWORD, { username })
    await reading((transaction) => transaction.account.update({ where: { id: actor.accountId }, data: { active: false } }))
    expect(await findActor(ANONYMOUS, open.sessionIdHash)).toEqual(ANONYMOUS)
    expect((await staffAttempt(PASSWORD, { username, address: '10.0.3.1' })).result).toEqual(refuse({ kind: 'wrong-credentials' }))
  })
})

describe('candidates', () => {
  const attempt = (participantNumber: string, pin: string, sessionToken: string | null) =>
    signInCandidate(ANONYMOUS, {
      participantNumber,
      pin,
      sessionToken,
      address: '10.0.9.1',
      deviceKey: 'd',
      sessionIdHash: randomBytes(32).toString('hex'),
    })

  test('number and PIN of the card open a session', async () => {
    const { participantNumber } = await makeCandidateWithPin()
    expect((await attempt(participantNumber, PIN, null)).ok).toBe(true)
  })

  test('a stranger who guesses cannot lock out the one who holds the session token', async () => {
    const { participantNumber } = await makeCandidateWithPin()
    for (let count = 0; count < 6; count += 1) await attempt(participantNumber, '000000', null)
    expect(await attempt(participantNumber, PIN, null)).toMatchObject({ ok: false, refusal: { kind: 'too-many-attempts' } })
    expect((await attempt(participantNumber, PIN, 'RUANG1')).ok).toBe(true)
  })

  test('without a card there is no PIN that fits', async () => {
    const periodId = await makePeriod()
    const candidate = await makeCandidate({ periodId, cadreId: await makeCadre() })
    const { participantNumber } = await reading((transaction) =>
      transaction.candidate.findUniqueOrThrow({ where: { id: candidate.candidateId } }),
    )
    expect(await attempt(participantNumber, '', null)).toEqual(refuse({ kind: 'wrong-credentials' }))
  })
})
