import { describe, expect, test } from 'vitest'
import { canonicalHash } from '../shared/canonical-hash.ts'
import { AccountId, AnnouncementId, AppealId, CandidateId, DeterminationId, PeriodId, PlenaryId } from '../shared/id.ts'
import { appealWindow, publishAnnouncement } from './announcement.ts'
import { APPEAL_KINDS, isPending, mayFile, type OpenAppeal, REMEDIES, REMEDIES_OF, ruleOnAppeal, withdrawAppeal } from './appeal.ts'
import { approveDetermination, type Determination, mayDetermine } from './determination.ts'

const one = AccountId.parse('00000000-0000-4000-8000-000000000001')
const two = AccountId.parse('00000000-0000-4000-8000-000000000002')
const at = new Date('2026-11-20T03:00:00Z')
const reason = 'Bukti yang diajukan cukup dan dapat diperiksa.'

describe('the window for appeals', () => {
  test.each([
    ['a Friday, three working days', '2026-11-20T03:00:00Z', 3, [], '2026-11-25'],
    ['late on a Friday evening in WIB', '2026-11-20T16:59:00Z', 3, [], '2026-11-25'],
    ['after midnight in WIB, already Saturday', '2026-11-20T17:01:00Z', 3, [], '2026-11-25'],
    ['over Christmas with its joint leave', '2026-12-22T03:00:00Z', 3, ['2026-12-24', '2026-12-25'], '2026-12-29'],
    ['one day before a weekend', '2026-11-20T03:00:00Z', 1, [], '2026-11-23'],
  ])('%s', (_case, published, days, holidays, lastDay) => {
    const window = appealWindow(new Date(published), days, new Set(holidays))
    expect(window.lastDay).toBe(lastDay)
    expect(window.closesAt.toISOString()).toBe(new Date(Date.parse(`${lastDay}T17:00:00Z`)).toISOString())
  })

  test('says so when no holidays are known for a year that it touches', () => {
    expect(appealWindow(new Date('2026-12-30T03:00:00Z'), 3, new Set(['2026-12-25'])).holidaysKnown).toBe(false)
    expect(appealWindow(new Date('2026-11-20T03:00:00Z'), 3, new Set(['2026-12-25'])).holidaysKnown).toBe(true)
  })

  test('opens when a second person publishes, once, and only from a closed plenary', () => {
    const announcement = {
      id: AnnouncementId.parse('50000000-0000-4000-8000-000000000001'),
      periodId: PeriodId.parse('30000000-0000-4000-8000-000000000001'),
      plenaryId: PlenaryId.parse('20000000-0000-4000-8000-000000000001'),
      number: '400/12/DP3AP2KB',
      preparedBy: one,
      preparedAt: at,
      publication: null,
    }
    const window = { at, closesAt: at, holidaysKnown: true }
    expect(publishAnnouncement(announcement, 'closed', one, window)).toMatchObject({ refusal: { kind: 'prepared-by-you' } })
    expect(publishAnnouncement(announcement, 'in-session', two, window)).toMatchObject({ refusal: { kind: 'plenary-not-closed' } })
    const published = publishAnnouncement(announcement, 'closed', two, window)
    expect(published).toMatchObject({ ok: true, value: { publication: { by: two } } })
    if (published.ok)
      expect(publishAnnouncement(published.value, 'closed', two, window)).toMatchObject({ refusal: { kind: 'already-published' } })
  })

  test.each([
    ['a second before it closes', -1000, true],
    ['at the moment it closes', 0, false],
    ['a second later', 1000, false],
  ])('%s', (_case, offset, ok) => {
    const closesAt = new Date('2026-11-25T17:00:00Z')
    const state = { at: new Date(closesAt.getTime() + offset), publishedAt: at, closesAt, onTheList: true, hasOpenAppeal: false }
    expect(mayFile(state).ok).toBe(ok)
  })

  test('takes one open appeal a person, and none from outside the list', () => {
    const state = { at, publishedAt: at, closesAt: new Date('2026-11-25T17:00:00Z'), onTheList: true, hasOpenAppeal: false }
    expect(mayFile({ ...state, hasOpenAppeal: true })).toMatchObject({ refusal: { kind: 'already-open' } })
    expect(mayFile({ ...state, onTheList: false })).toMatchObject({ refusal: { kind: 'not-on-the-list' } })
  })
})

describe('an appeal', () => {
  const appeal: OpenAppeal = {
    id: AppealId.parse('60000000-0000-4000-8000-000000000001'),
    announcementId: AnnouncementId.parse('50000000-0000-4000-8000-000000000001'),
    candidateId: CandidateId.parse('10000000-0000-4000-8000-000000000001'),
    number: 1,
    kind: 'marking',
    statement: 'Uraian nomor 12 menurut saya sudah lengkap.',
    filedAt: at,
    filedBy: null,
    state: 'submitted',
  }

  test('is decided once, by someone who had no part in the matter', () => {
    const ruling = { outcome: 'rejected' as const, reason }
    expect(ruleOnAppeal(appeal, ruling, { accountId: one, at }, [one])).toMatchObject({ refusal: { kind: 'involved' } })
    expect(ruleOnAppeal({ ...appeal, filedBy: one }, ruling, { accountId: one, at }, [])).toMatchObject({ refusal: { kind: 'involved' } })
    const decided = ruleOnAppeal(appeal, ruling, { accountId: two, at }, [one])
    expect(decided).toMatchObject({ ok: true, value: { state: 'decided' } })
    if (decided.ok) expect(ruleOnAppeal(decided.value, ruling, { accountId: two, at }, [])).toMatchObject({ refusal: { kind: 'not-open' } })
    const withdrawn = withdrawAppeal(appeal, at)
    if (withdrawn.ok)
      expect(ruleOnAppeal(withdrawn.value, ruling, { accountId: two, at }, [])).toMatchObject({ refusal: { kind: 'not-open' } })
  })

  test.each(APPEAL_KINDS.flatMap((kind) => REMEDIES.map((remedy) => [kind, remedy] as const)))(
    'about %s may lead to %s only where it fits',
    (kind, remedy) => {
      const allowed: readonly string[] = REMEDIES_OF[kind]
      const fits = allowed.includes(remedy)
      expect(ruleOnAppeal({ ...appeal, kind }, { outcome: 'granted', remedy, reason }, { accountId: two, at }, []).ok).toBe(fits)
    },
  )

  test.each([
    ['submitted', null, null, true],
    ['withdrawn', null, null, false],
    ['decided', 'rejected', null, false],
    ['decided', 'granted', null, true],
    ['decided', 'granted', at, false],
  ] as const)('%s, %s, carried out %s: pending %s', (state, outcome, remediedAt, pending) => {
    expect(isPending({ state, outcome, remediedAt })).toBe(pending)
  })
})

describe('a determination', () => {
  const ready = {
    at,
    closesAt: new Date(at.getTime() - 1),
    pendingAppeals: 0,
    lastRemedyAt: null,
    plenaryClosedAt: new Date(at.getTime() - 10),
  }

  test.each([
    ['no plenary was closed', { plenaryClosedAt: null }, 'no-closed-plenary'],
    ['nothing was announced', { closesAt: null }, 'not-announced'],
    ['the window is open', { closesAt: new Date(at.getTime() + 1) }, 'window-open'],
    ['an appeal waits', { pendingAppeals: 1 }, 'appeals-pending'],
    ['no plenary sat after the last remedy', { lastRemedyAt: new Date(at.getTime() - 5) }, 'plenary-before-remedy'],
  ])('waits while %s', (_case, change, kind) => {
    expect(mayDetermine({ ...ready, ...change })).toMatchObject({ refusal: { kind } })
  })

  test('may be made at the moment the window closes', () => {
    expect(mayDetermine({ ...ready, closesAt: at }).ok).toBe(true)
  })

  test('is approved by a second person, once, and as it was prepared', () => {
    const content: Determination['content'] = {
      decreeNumber: '400.2/Kep.12/2026',
      decreeDay: '2026-12-01',
      signer: { office: 'Wali Kota Cilegon', name: 'Nama Rekaan' },
      period: { name: 'Asesmen Kader 2026', year: 2026 },
      policyVersion: 1,
      plenary: { id: PlenaryId.parse('20000000-0000-4000-8000-000000000001'), sequence: 1, heldOn: '2026-11-20' },
      outcomes: [],
    }
    const determination: Determination = {
      id: DeterminationId.parse('70000000-0000-4000-8000-000000000001'),
      periodId: PeriodId.parse('30000000-0000-4000-8000-000000000001'),
      content,
      contentHash: canonicalHash(content),
      preparedBy: one,
      preparedAt: at,
      approval: null,
    }
    expect(approveDetermination(determination, { accountId: one, at })).toMatchObject({ refusal: { kind: 'prepared-by-you' } })
    const altered = { ...determination, content: { ...content, decreeNumber: 'lain' } }
    expect(approveDetermination(altered, { accountId: two, at })).toMatchObject({ refusal: { kind: 'altered' } })
    const approved = approveDetermination(determination, { accountId: two, at })
    expect(approved).toMatchObject({ ok: true })
    if (approved.ok)
      expect(approveDetermination(approved.value, { accountId: two, at })).toMatchObject({ refusal: { kind: 'already-determined' } })
  })
})
