import { type Browser, expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { hasPdfTools, readPdf } from '../documents/pdf-tools.ts'
import {
  act,
  answerAndGoOn,
  chooseAct,
  enterExam,
  looksRight,
  openCandidate,
  openRoom,
  PHONE,
  press,
  secondsLeft,
  signInAsCandidate,
  signInAsStaff,
} from './room.ts'

/** How soon the work that runs once a minute is done and seen. */
const WITHIN_A_MINUTE = { timeout: 100_000, intervals: [1_000, 3_000] }

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())

test('every act of a room has its reason and its people, is seen by whom it is about, and stands in the record and the minutes', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const [first = '', second = '', cut = '', done = ''] = EXAM_ROOM.numbers
  const proctor = await signInAsStaff(browser, app.origin, 'pengawas', PHONE)
  const room = await openRoom(proctor)
  const colleague = await signInAsStaff(browser, app.origin, 'pengawas2')
  const verifier = await signInAsStaff(browser, app.origin, 'verifikator')

  const token = await test.step('another token opens the room, the old one no longer does', async () => {
    await press(proctor, proctor.getByRole('button', { name: 'Ganti token' }))
    await expect(proctor.locator('#token-title + p')).not.toHaveText(EXAM_ROOM.token)
    return ((await proctor.locator('#token-title + p').textContent()) ?? '').trim()
  })
  const phone = await signInAsCandidate(browser, app.origin, first)
  await begin(phone, EXAM_ROOM.token)
  await expect(phone.locator('main')).toContainText('Token tidak cocok')
  await begin(phone, token)
  await phone.waitForURL(/\/exam\/attempt/)
  await expect(phone.locator('.question')).toBeVisible()

  const neighbour = await test.step('whoever is marked as present needs no token', async () => {
    const page = await signInAsCandidate(browser, app.origin, second)
    const tile = proctor.locator('li', { hasText: second })
    await press(proctor, tile.getByRole('button'))
    await expect(tile).toContainText('Siap')
    await page.reload()
    await expect(page.locator('[name=token]')).toHaveCount(0)
    await page.locator('form[action="/exam/start"] button[type=submit]').click()
    await page.waitForURL(/\/exam\/attempt/)
    await expect(page.locator('.question')).toBeVisible()
    return page
  })

  const late = await leaveAnswersBehind(browser, proctor, { room, number: cut, token })

  await test.step('who hands in herself is scored', async () => {
    const page = await enterExam(browser, app.origin, done, token)
    await answerAndGoOn(page)
    await expect(page.locator('main')).toContainText('Tersimpan')
    await page.goto('/exam/hand-in')
    await page.locator('form[action="/exam/hand-in"] button').click()
    await page.waitForURL(/receipt/)
    await expect(async () => {
      await verifier.goto('/verifier/results')
      await expect(verifier.locator('main')).toContainText(done, { timeout: 1_000 })
    }).toPass(WITHIN_A_MINUTE)
    await page.context().close()
  })

  await test.step('extra time for one, in percent of the limit, with a reason of its own words', async () => {
    await openCandidate(proctor, room, first)
    const more = await chooseAct(proctor, 'Tambah waktu', 'other')
    await more.locator('[name=unit]').selectOption('percent')
    await more.locator('[name=amount]').fill('10')
    await press(proctor, more.getByRole('button'))
    // A reason of another kind than those on the list is written down.
    await expect(more.locator('[name=note]')).toHaveAttribute('aria-invalid', 'true')
    await more.locator('[name=note]').fill('Meja peserta dipindahkan.')
    const before = await secondsLeft(phone)
    await press(proctor, more.getByRole('button'))
    await expect(proctor.locator('main')).toContainText('9 menit')
    await gains(phone, before, 540)
  })

  await test.step('for the room one asks and another approves; what is turned away changes nothing', async () => {
    await askForRoom(proctor, room, 'hand-in', 'session-ends')
    await expect(proctor.getByRole('button', { name: 'Setujui' })).toHaveCount(0)
    await decide(colleague, room, 'Tolak')
    await expect(colleague.locator('main')).toContainText('Permintaan ditolak. Tidak ada yang berubah.')
    await expect(colleague.locator('tbody')).toContainText('ditolak Wulan Sari')
    await answerAndGoOn(neighbour)
    await expect(neighbour.locator('.question')).toBeVisible()

    await askForRoom(proctor, room, 'extend', 'late-opening', ['20', 'percent'])
    const [left, leftBeside] = [await secondsLeft(phone), await secondsLeft(neighbour)]
    await decide(colleague, room, 'Setujui')
    await expect(colleague.locator('tbody')).toContainText('Semua di ruang ini (2 ujian)')
    await gains(phone, left, 1080)
    await gains(neighbour, leftBeside, 1080)
  })

  await test.step('the clock of the whole room stands still until it goes on, and the phones see it by themselves', async () => {
    await askForRoom(colleague, room, 'pause', 'power-cut')
    await decide(proctor, room, 'Setujui')
    await proctor.goto(room)
    for (const number of [first, second]) await expect(proctor.locator('li', { hasText: number })).toContainText('Dijeda')
    await learns(phone, 'Ujian sedang dijeda')
    await expect(phone.locator('.question')).toHaveCount(0)
    await looksRight(phone)
    const left = await secondsLeft(phone)
    await askForRoom(colleague, room, 'resume', 'power-cut')
    expect(await secondsLeft(phone)).toBe(left)
    await decide(proctor, room, 'Setujui')
    await expect(phone.locator('.question')).toBeVisible()
    // The time of the pause came back, but for the seconds until this phone heard of its end.
    expect(Math.abs((await secondsLeft(phone)) - left)).toBeLessThan(10)
    await expect(phone.locator('main')).toContainText('Tersimpan')
  })

  const tablet = await test.step('another device goes on, the old one is told', async () => {
    // Cut off, so that it has not heard when it answers: that one answer comes from a device that is no longer the one.
    await neighbour.context().setOffline(true)
    await answerAndGoOn(neighbour)
    await openCandidate(proctor, room, second)
    await act(proctor, 'Pindah perangkat', 'device')
    const page = await enterExam(browser, app.origin, second)
    await page.locator('form[action="/exam/take-over"]').getByRole('button').click()
    await expect(page.locator('.question')).toBeVisible()
    await neighbour.context().setOffline(false)
    await expect(neighbour.locator('h1')).toHaveText('Ujian pindah ke perangkat lain', { timeout: 40_000 })
    return page
  })

  await test.step('what a proctor handed in is opened again with the time that was left and the minutes on top', async () => {
    await act(proctor, 'Kumpulkan paksa', 'illness')
    await expect(proctor.locator('main')).toContainText('Selesai')
    await expect(proctor.locator('tbody')).toContainText('Peserta sakit')
    const left = await secondsLeft(tablet)
    await tablet.goto('/exam/attempt')
    await tablet.waitForURL(/receipt/)
    await expect(tablet.locator('main')).toContainText('Pengawas mengumpulkan ujian Anda')
    await expect(tablet.locator('a[href="/exam/result"]')).toHaveCount(1)
    const again = await chooseAct(proctor, 'Buka kembali', 'candidate-asked')
    await again.locator('[name=amount]').fill('5')
    await press(proctor, again.getByRole('button'))
    await decide(colleague, room, 'Setujui')
    await tablet.goto('/exam/attempt')
    await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
    await expect(tablet.locator('.question')).toBeVisible()
    expect(Math.abs((await secondsLeft(tablet)) - left - 300)).toBeLessThan(30)
  })

  await test.step('a void exam is over for its candidate, and its result counts nowhere', async () => {
    await openCandidate(proctor, room, first)
    await act(proctor, 'Batalkan ujian', 'misconduct')
    // Until the second person approves, nothing is taken from her.
    await answerAndGoOn(phone)
    await expect(phone.locator('main')).toContainText('Tersimpan')
    await openCandidate(proctor, room, done)
    await act(proctor, 'Batalkan ujian', 'wrong-person')
    await decide(colleague, room, 'Setujui')
    await decide(colleague, room, 'Setujui')

    await asks(phone)
    await phone.waitForURL(/receipt/)
    await expect(phone.locator('main')).toContainText('Ujian Anda dibatalkan')
    await expect(phone.locator('main')).not.toContainText('Nilai diumumkan')
    await expect(phone.locator('a[href="/exam/result"]')).toHaveCount(0)
    await looksRight(phone)
    await phone.goto('/exam/result')
    await expect(phone.locator('main')).toContainText('Ujian dibatalkan')
    await expect(phone.locator('main')).not.toContainText('Hasil sedang diperiksa')
    await looksRight(phone)
    await phone.goto('/exam/attempt')
    await phone.waitForURL(/receipt/)

    await proctor.goto(room)
    for (const number of [first, done]) await expect(proctor.locator('li', { hasText: number })).toContainText('Dibatalkan')
    await openCandidate(proctor, room, first)
    await expect(proctor.locator('main')).toContainText('Ujian peserta ini dibatalkan')
    await expect(proctor.locator('main details')).toHaveCount(0)
    await looksRight(proctor)
    await verifier.goto('/verifier/results')
    for (const number of [first, done]) await expect(verifier.locator('main')).not.toContainText(number)
  })

  await decideLateAnswers(browser, proctor, { room, phone: late, number: cut })

  await test.step('the record, the minutes and the trail hold every act with its reason and its people', async () => {
    await proctor.goto(`${room}/record`)
    const record = proctor.locator('tbody')
    for (const [what, reason] of ACTS) await expect(record.locator('tr', { hasText: what }).filter({ hasText: reason })).toHaveCount(1)
    for (const part of ['Meja peserta dipindahkan.', 'disetujui Wulan Sari', 'disetujui Hendra Saputra', 'ditolak Wulan Sari'])
      await expect(record).toContainText(part)
    await looksRight(proctor)

    const minutes = await proctor.request.post(`${room}/minutes`, { headers: { Origin: app.origin } })
    expect(minutes.status()).toBe(200)
    if (hasPdfTools) {
      const text = readPdf(await minutes.body()).text.replace(/\s+/g, ' ')
      for (const part of ['Batalkan ujian', 'Kecurangan', 'diterima oleh bukti terima 2', 'diterima petugas 1', 'menunggu keputusan 0'])
        expect(text).toContain(part)
    }
    const auditor = await signInAsStaff(browser, app.origin, 'auditor')
    for (const kind of ['attempt.voided', 'attempt.late-answers-accepted']) {
      await auditor.goto(`/administrator/audit?kind=${kind}`)
      await expect(auditor.locator('tbody')).not.toBeEmpty()
    }
  })
})

/** What was done in this room, and why, in the words of its record. */
const ACTS = [
  ['Tambah waktu · 10 persen', 'Lainnya'],
  ['Tambah waktu · 20 persen', 'Sesi terlambat dibuka'],
  ['Jeda', 'Listrik padam'],
  ['Lanjutkan', 'Listrik padam'],
  ['Pindah perangkat', 'Perangkat rusak'],
  ['Kumpulkan paksa', 'Jaringan terputus'],
  ['Kumpulkan paksa', 'Peserta sakit'],
  ['Kumpulkan paksa', 'Sesi diakhiri'],
  ['Buka kembali · 5 menit', 'Permintaan peserta'],
  ['Batalkan ujian', 'Kecurangan'],
  ['Batalkan ujian', 'Orang yang salah'],
] as const

type Behind = { readonly room: string; readonly number: string; readonly token: string }

/** Cut off, she answers two questions before a proctor hands her exam in and one after; the three arrive when the network is back. */
async function leaveAnswersBehind(browser: Browser, proctor: Page, { room, number, token }: Behind): Promise<Page> {
  return test.step('answers of a phone that was cut off over the end arrive late', async () => {
    const phone = await enterExam(browser, app.origin, number, token)
    await answerAndGoOn(phone)
    await expect(phone.locator('main')).toContainText('Tersimpan')
    await phone.context().setOffline(true)
    await answerAndGoOn(phone)
    await answerAndGoOn(phone)
    await expect(phone.locator('main')).toContainText('2 jawaban menunggu jaringan')
    await openCandidate(proctor, room, number)
    await act(proctor, 'Kumpulkan paksa', 'network')
    await answerAndGoOn(phone)
    await expect(phone.locator('main')).toContainText('3 jawaban menunggu jaringan')
    await phone.context().setOffline(false)
    await phone.waitForURL(/receipt/, { timeout: 40_000 })
    await expect(phone.locator('.receipt')).toContainText('1 dari 60')
    await expect(phone.locator('.receipt')).toContainText('3 menunggu pemeriksaan')
    await looksRight(phone)
    return phone
  })
}

/** What evidence bounds is in by then; what is known of the rest is shown, and the office decides about it. */
async function decideLateAnswers(browser: Browser, proctor: Page, { room, phone, number }: { room: string; phone: Page; number: string }) {
  await test.step('late answers are let in by their receipts, or by a person who is told what is known', async () => {
    await proctor.goto(`${room}/record`)
    await proctor.getByRole('link', { name: 'Jawaban terlambat di ruang ini' }).click()
    await proctor.waitForURL(/\/late$/)
    await expect(async () => {
      await proctor.reload()
      await expect(proctor.locator('main')).toContainText('2 diterima, 1 menunggu, 0 ditolak, 1 dari perangkat lain', { timeout: 1_000 })
    }).toPass(WITHIN_A_MINUTE)
    const sheet = proctor.locator('section', { has: proctor.getByRole('heading', { level: 2, name: new RegExp(number) }) })
    await expect(sheet.locator('tr', { hasText: 'oleh bukti' })).toHaveCount(2)
    const waiting = sheet.locator('tr', { hasText: 'Menunggu keputusan' })
    await expect(waiting).toContainText('Mungkin dibuat setelah ujian berakhir')
    await expect(waiting).toContainText(/antara \d\d:\d\d:\d\d dan \d\d:\d\d:\d\d|pukul \d\d:\d\d:\d\d/)
    await expect(sheet).toContainText(/Berakhir sebelum batas waktu: jawaban diterima sampai \d\d:\d\d:\d\d/)
    await expect(waiting).toContainText(/jam perangkat \d\d:\d\d:\d\d/)
    await looksRight(proctor)
    await phone.reload()
    await expect(phone.locator('.receipt')).toContainText('2 diterima dan dihitung, 1 menunggu pemeriksaan')

    const office = await signInAsStaff(browser, app.origin, 'analis')
    await office.goto(proctor.url())
    await looksRight(office)
    await office.locator('select[id^=accepted]').selectOption('seen-by-proctor')
    await press(office, office.getByRole('button', { name: 'Terima' }))
    await expect(office.locator('main')).toContainText('Keputusan disimpan.')
    await expect(office.locator('main')).toContainText('3 diterima, 0 menunggu')
    await expect(office.locator('main')).toContainText('Pengawas melihat jawaban dibuat sebelum ujian berakhir')
    await expect(office.getByRole('button', { name: 'Terima' })).toHaveCount(0)
    await phone.reload()
    await expect(phone.locator('.receipt')).toContainText('3 diterima dan dihitung')
  })
}

/** The waiting room is filled in with this token. */
async function begin(phone: Page, token: string) {
  await phone.locator('[name=identity]').check()
  await phone.locator('[name=token]').fill(token)
  await phone.locator('form:has([name=identity]) button[type=submit]').click()
}

/** The phone hears of the time it was given with the next answer it saves. */
async function gains(phone: Page, before: number, seconds: number) {
  await answerAndGoOn(phone)
  await expect.poll(() => secondsLeft(phone)).toBeGreaterThan(before + seconds - 60)
  expect(await secondsLeft(phone)).toBeLessThanOrEqual(before + seconds)
}

async function askForRoom(page: Page, room: string, what: string, reason: string, time: readonly [string, string] | null = null) {
  await page.goto(`${room}/record`)
  await page.locator('#mass-act').selectOption(what)
  if (time !== null) {
    await page.locator('#amount-mass').fill(time[0])
    await page.locator('#unit-mass').selectOption(time[1])
  }
  await page.locator('#reason-mass').selectOption(reason)
  await press(page, page.getByRole('button', { name: 'Minta persetujuan' }))
  await expect(page.locator('main')).toContainText('Menunggu persetujuan orang kedua')
}

/** The second person's answer to the newest act that waits. */
async function decide(page: Page, room: string, answer: 'Setujui' | 'Tolak') {
  await page.goto(`${room}/record`)
  const waiting = await page.getByRole('button', { name: answer }).count()
  await press(page, page.getByRole('button', { name: answer }).first())
  await expect(page.getByRole('button', { name: answer })).toHaveCount(waiting - 1)
}

/** An answer makes the page ask the server, if it has not asked by itself before, or in the middle of it. */
async function asks(page: Page) {
  if ((await page.locator('.question').count()) > 0) await answerAndGoOn(page).catch(() => {})
}

async function learns(page: Page, title: string) {
  await asks(page)
  await expect(page.locator('h1')).toHaveText(title)
}
