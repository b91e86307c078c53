import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccountId, CandidateId, PeriodId, PlenaryId } from '../shared/id.ts'
import { closePlenary, decideItem, openPlenary, type Plenary, quorumOf } from './plenary.ts'
import { maskedName, outcomesOf, SEATS } from './seat.ts'

const account = (n: number) => AccountId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const candidate = (n: number) => CandidateId.parse(`10000000-0000-4000-8000-${String(n).padStart(12, '0')}`)

function session(present: readonly boolean[], state: Plenary['state'] = 'in-session', quorumPercent = 50): Plenary {
  return {
    id: PlenaryId.parse('20000000-0000-4000-8000-000000000001'),
    periodId: PeriodId.parse('30000000-0000-4000-8000-000000000001'),
    selectionRunId: '40000000-0000-4000-8000-000000000001',
    sequence: 1,
    heldOn: '2026-11-20',
    place: 'Aula DP3AP2KB',
    state,
    policyVersion: 1,
    quorumPercent,
    members: present.map((is, at) => ({ accountId: account(at), name: `Anggota ${at}`, present: is, chair: at === 0 })),
  }
}
const agenda = { candidateId: candidate(1), urbanVillageCode: '36.72.01.1001', competent: true, proposed: 'selected' as const }
const override = { code: 'document-evidence' as const, basis: 'Surat keterangan camat nomor 12' }
const by = { accountId: account(0), ownCandidateId: null }

describe('a quorum', () => {
  test.each([
    [[true, true], 50, true],
    [[true, false], 50, false],
    [[true, true, false], 50, true],
    [[true, false, false], 50, false],
    [[true, false, false], 0, true],
    [[true, true, true, false], 75, false],
    [[], 50, false],
  ])('of %j at more than %i percent: %s', (present, percent, reached) => {
    expect(quorumOf(session(present, 'preparing', percent)).reached).toBe(reached)
  })
})

describe('a session', () => {
  test('opens with a quorum and a chair who is there', () => {
    expect(openPlenary(session([true, true, false], 'preparing'))).toMatchObject({ ok: true, value: { state: 'in-session' } })
    expect(openPlenary(session([true, false, false], 'preparing'))).toMatchObject({ refusal: { kind: 'no-quorum' } })
    expect(openPlenary(session([false, true, true], 'preparing'))).toMatchObject({ refusal: { kind: 'chair-absent' } })
    expect(openPlenary({ ...session([true], 'preparing'), members: [] })).toMatchObject({ refusal: { kind: 'no-chair' } })
    expect(openPlenary(session([true, true]))).toMatchObject({ refusal: { kind: 'not-preparing' } })
  })

  test('follows the run without words, and departs from it only with a coded reason', () => {
    expect(decideItem(session([true]), agenda, { seat: 'selected', override: null }, by)).toMatchObject({ ok: true })
    expect(decideItem(session([true]), agenda, { seat: 'reserve', override: null }, by)).toMatchObject({
      refusal: { kind: 'override-needs-a-reason' },
    })
    expect(decideItem(session([true]), agenda, { seat: 'reserve', override }, by)).toMatchObject({ ok: true })
    expect(decideItem(session([true]), agenda, { seat: 'selected', override }, by)).toMatchObject({ refusal: { kind: 'no-override' } })
  })

  test('gives no seat to who did not pass, none in their own matter, none by who is absent, none outside the session', () => {
    const failed = { ...agenda, competent: false, proposed: 'not-selected' as const }
    expect(decideItem(session([true]), failed, { seat: 'selected', override }, by)).toMatchObject({ refusal: { kind: 'below-threshold' } })
    expect(
      decideItem(session([true]), agenda, { seat: 'selected', override: null }, { ...by, ownCandidateId: candidate(1) }),
    ).toMatchObject({
      refusal: { kind: 'own-case' },
    })
    expect(
      decideItem(session([true, false]), agenda, { seat: 'selected', override: null }, { ...by, accountId: account(1) }),
    ).toMatchObject({
      refusal: { kind: 'not-a-present-member' },
    })
    expect(decideItem(session([true], 'closed'), agenda, { seat: 'selected', override: null }, by)).toMatchObject({
      refusal: { kind: 'not-in-session' },
    })
  })

  test('is closed by its chair when everybody is decided and no quota is exceeded', () => {
    const seats = [{ urbanVillageCode: '36.72.01.1001', selected: 5, quota: 5 }]
    expect(closePlenary(session([true]), { undecided: 0, seats }, account(0))).toMatchObject({ ok: true, value: { state: 'closed' } })
    expect(closePlenary(session([true]), { undecided: 2, seats }, account(0))).toMatchObject({ refusal: { kind: 'undecided', count: 2 } })
    expect(closePlenary(session([true, true]), { undecided: 0, seats }, account(1))).toMatchObject({ refusal: { kind: 'not-the-chair' } })
    const over = [{ urbanVillageCode: '36.72.01.1001', selected: 6, quota: 5 }]
    expect(closePlenary(session([true]), { undecided: 0, seats: over }, account(0))).toMatchObject({
      refusal: { kind: 'over-quota', selected: 6, quota: 5 },
    })
  })

  test('never takes a step that its state forbids, whatever is tried', () => {
    const acts = fc.array(fc.oneof(fc.constant('open'), fc.constant('close'), fc.constantFrom(...SEATS)), { maxLength: 40 })
    fc.assert(
      fc.property(acts, fc.boolean(), fc.integer({ min: 0, max: 2 }), (tries, competent, quota) => {
        let plenary = session([true, true, false], 'preparing')
        let seat: string | null = null
        for (const act of tries) {
          const before = plenary.state
          if (act === 'open') {
            const opened = openPlenary(plenary)
            if (opened.ok) plenary = opened.value
          } else if (act === 'close') {
            const seats = [{ urbanVillageCode: 'v', selected: seat === 'selected' ? 1 : 0, quota }]
            const closed = closePlenary(plenary, { undecided: seat === null ? 1 : 0, seats }, account(0))
            if (closed.ok) plenary = closed.value
          } else {
            const proposed = competent ? ('selected' as const) : ('not-selected' as const)
            const decided = decideItem(
              plenary,
              { ...agenda, competent, proposed },
              { seat: act, override: act === proposed ? null : override },
              by,
            )
            if (decided.ok) seat = decided.value.seat
            expect(decided.ok).toBe(before === 'in-session' && (competent || act === 'not-selected'))
          }
          if (before === 'closed') expect(plenary.state).toBe('closed')
        }
        if (plenary.state === 'closed') {
          expect(seat).not.toBeNull()
          if (!competent) expect(seat).toBe('not-selected')
          if (seat === 'selected') expect(quota).toBeGreaterThan(0)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a decided list', () => {
  const line = (n: number, seat: (typeof SEATS)[number], order: number, moved = false, village = 'A') => ({
    candidateId: candidate(n),
    participantNumber: `26-00000${n}`,
    name: 'Siti Aminah',
    urbanVillageCode: village,
    urbanVillageName: village,
    competent: true,
    seat,
    order,
    moved,
  })

  test('ranks the reserve inside each kelurahan, who was moved there last', () => {
    const outcomes = outcomesOf([
      line(1, 'selected', 1),
      line(2, 'reserve', 2, true),
      line(3, 'reserve', 3),
      line(4, 'reserve', 4),
      line(5, 'not-selected', 5),
      line(6, 'reserve', 9, false, 'B'),
    ])
    expect(outcomes.map(({ reserveRank }) => reserveRank)).toEqual([null, 3, 1, 2, null, 1])
  })

  test.each([
    ['Siti Aminah', 'S*** A*****'],
    ['  Nur   Aini ', 'N** A***'],
    ['Ø', 'Ø'],
    ['I Made', 'I M***'],
  ])('shows %s in public as %s', (name, masked) => expect(maskedName(name)).toBe(masked))

  test('a masked name gives no letter but the first of each word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const words = name
          .normalize('NFC')
          .trim()
          .split(/\s+/)
          .filter((word) => word !== '')
        const masked = maskedName(name)
          .split(' ')
          .filter((word) => word !== '')
        expect(masked.map((word) => [...word][0])).toEqual(words.map((word) => [...word][0]))
        for (const word of masked) expect([...word].slice(1).every((letter) => letter === '*')).toBe(true)
      }),
    )
  })
})
