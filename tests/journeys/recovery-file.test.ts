import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { hasPdfTools, readPdf } from '../documents/pdf-tools.ts'
import { act, answerAndGoOn, enterExam, keptPaths, looksRight, openCandidate, openRoom, PHONE, press, signInAsStaff } from './room.ts'

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())

test('answers of a phone that never comes back reach the server in a file, and count once a second person accepts it', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const number = EXAM_ROOM.numbers[0] ?? ''
  const phone = await enterExam(browser, app.origin, number)
  await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('Tersimpan')
  // By now the phone has what it needs to make a file without a network.
  await expect
    .poll(async () => (await keptPaths(phone)).join(' '))
    .toMatch(/\/exam\/attempt.*recovery-offer|recovery-offer.*\/exam\/attempt/)

  await phone.context().setOffline(true)
  await phone.reload()
  for (let question = 2; question <= 4; question += 1) await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('3 jawaban menunggu jaringan')
  await phone.locator('button[name=go][value=check]').click()
  await phone.getByRole('button', { name: 'Kumpulkan' }).click()
  await expect(phone.locator('main')).toContainText('Belum terkumpul')
  const offer = phone.getByRole('button', { name: 'Simpan berkas pemulihan' })
  await expect(offer).toBeVisible()
  await looksRight(phone)
  const coming = phone.waitForEvent('download')
  await offer.click()
  const download = await coming
  const name = download.suggestedFilename()
  expect(name).toMatch(/^pemulihan-[0-9a-f]{8}\.tera$/)
  await expect(phone.locator('main')).toContainText(`Tersimpan di unduhan: ${name}`)
  await looksRight(phone)
  // The hand-in is tried again meanwhile, and what was said stays.
  await phone.waitForTimeout(6_000)
  await expect(phone.locator('main')).toContainText(`Tersimpan di unduhan: ${name}`)
  const path = await download.path()
  const sealed = readFileSync(path, 'utf8')
  expect(sealed).not.toContain(number)
  expect(sealed).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  const file = { name, mimeType: 'application/octet-stream', buffer: readFileSync(path) }
  await die(phone)

  const proctor = await signInAsStaff(browser, app.origin, 'pengawas', PHONE)
  const room = await openRoom(proctor)
  await proctor.goto(`${room}/record`)
  await proctor.getByRole('link', { name: 'Berkas pemulihan di ruang ini' }).click()
  await proctor.waitForURL(/\/recovery$/)
  await looksRight(proctor)

  await upload(proctor, { ...file, buffer: Buffer.from('bukan berkas') })
  await expect(proctor.locator('main')).toContainText('Ini bukan berkas pemulihan')
  await looksRight(proctor)
  await upload(proctor, { ...file, buffer: altered(file.buffer) })
  await expect(proctor.locator('main')).toContainText('Berkas ini rusak atau diubah')
  await upload(proctor, file)
  await expect(proctor.locator('main')).toContainText('Berkas diunggah dan menunggu orang kedua')
  await expect(proctor.locator('main')).toContainText('3 perubahan jawaban masuk bila diterima')
  await expect(proctor.locator('main')).toContainText('Anda yang mengunggah berkas ini')
  await expect(proctor.getByRole('button', { name: 'Terima' })).toHaveCount(0)
  await looksRight(proctor)
  await upload(proctor, file)
  await expect(proctor.locator('main')).toContainText('sudah pernah diunggah')
  await expect(proctor.locator('tbody')).toHaveCount(1)

  const office = await signInAsStaff(browser, app.origin, 'analis')
  await expect(office.locator('main')).toContainText('Berkas pemulihan menunggu orang kedua')
  await office.goto('/proctor/acts')
  await looksRight(office)
  await office.getByRole('region', { name: 'Berkas pemulihan yang menunggu' }).getByRole('link').click()
  await office.waitForURL(/\/recovery$/)
  await expect(office.locator('tbody tr')).toHaveCount(3)
  await expect(office.locator('tbody')).toContainText('Mengisi yang kosong')
  await expect(office.locator('main')).toContainText('Hubungan terakhir dengan server yang terbukti')
  await expect(office.locator('main')).toContainText('1 soal lain sama dengan di server')
  await looksRight(office)
  await office.locator('select[id^=accepted]').selectOption('device-failure')
  await press(office, office.getByRole('button', { name: 'Terima' }))
  await expect(office.locator('main')).toContainText('Berkas diterima. Jawabannya sekarang dihitung.')
  await expect(office.locator('main')).toContainText('3 perubahan jawaban masuk')
  await looksRight(office)

  // Another phone goes on where the lost one stopped: all four answers are there.
  await openCandidate(proctor, room, number)
  await act(proctor, 'Pindah perangkat', 'device')
  const tablet = await enterExam(browser, app.origin, number)
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()
  await tablet.goto('/exam/hand-in')
  await expect(tablet.locator('main')).toContainText('Belum dijawab (56)')
  await tablet.locator('form[action="/exam/hand-in"] button').click()
  await tablet.waitForURL(/receipt/)
  await expect(tablet.locator('.receipt')).toContainText('4 dari 60')
})

test('a phone whose exam was taken over offers a file, and what it answered after that counts once the file is accepted', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const number = EXAM_ROOM.numbers[1] ?? ''
  const phone = await enterExam(browser, app.origin, number)
  await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('Tersimpan')
  await phone.context().setOffline(true)
  for (let question = 2; question <= 3; question += 1) await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('2 jawaban menunggu jaringan')

  const { proctor, room } = await proctorAt(browser, number)
  await act(proctor, 'Pindah perangkat', 'device')
  const tablet = await enterExam(browser, app.origin, number)
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()

  await phone.context().setOffline(false)
  await expect(phone.locator('h1')).toHaveText('Ujian pindah ke perangkat lain', { timeout: 35_000 })
  await expect(phone.locator('main')).toContainText('sudah sampai di server, tetapi tidak dihitung')
  await expect(phone.locator('main')).not.toContainText('belum terkirim')
  await looksRight(phone)
  // The offer outlives the page: it stands where the phone is told that the exam is open elsewhere.
  await phone.reload()
  await expect(phone.locator('h1')).toHaveText('Ujian sedang dibuka di perangkat lain')
  await expect(phone.locator('main')).toContainText('sudah sampai di server, tetapi tidak dihitung')
  await looksRight(phone)
  const file = await save(phone)
  await expect(phone.locator('main')).not.toContainText('mengubah jawaban lagi')
  await proctor.goto(`${room}/recovery`)
  await upload(proctor, file)
  await expect(proctor.locator('main')).toContainText('2 perubahan jawaban masuk bila diterima')
  await expect(proctor.locator('tbody')).toContainText('dari perangkat yang tidak lagi dipakai')

  const office = await signInAsStaff(browser, app.origin, 'analis')
  await accept(office, room)
  await expect(office.locator('main')).toContainText('2 perubahan jawaban masuk')
  await tablet.goto('/exam/hand-in')
  await expect(tablet.locator('main')).toContainText('Belum dijawab (57)')
})

test('a phone that is opened again after its exam was taken over sends what it kept, and offers it as a file', async ({ browser }) => {
  test.setTimeout(240_000)
  const number = EXAM_ROOM.numbers[3] ?? ''
  const context = await closeWithTwoUnsent(await enterExam(browser, app.origin, number))

  const { proctor, room } = await proctorAt(browser, number)
  await act(proctor, 'Pindah perangkat', 'device')
  const tablet = await enterExam(browser, app.origin, number)
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()
  // Whose device kept nothing is offered nothing.
  const other = await enterExam(browser, app.origin, number)
  await expect(other.locator('h1')).toHaveText('Ujian sedang dibuka di perangkat lain')

  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto('/exam/attempt')
  await expect(again.locator('h1')).toHaveText('Ujian sedang dibuka di perangkat lain')
  await expect(again.locator('main')).toContainText('sudah sampai di server, tetapi tidak dihitung')
  await looksRight(again)
  const file = await save(again)
  await expect(other.getByRole('button', { name: 'Simpan berkas pemulihan' })).toHaveCount(0)
  await proctor.goto(`${room}/recovery`)
  await upload(proctor, file)
  await expect(proctor.locator('main')).toContainText('2 perubahan jawaban masuk bila diterima')
  const office = await signInAsStaff(browser, app.origin, 'analis')
  await accept(office, room)
  await expect(office.locator('main')).toContainText('2 perubahan jawaban masuk')
})

test('a receipt offers a file while answers cannot be sent, and says what became of them', async ({ browser }) => {
  test.setTimeout(240_000)
  const number = EXAM_ROOM.numbers[2] ?? ''
  const context = await closeWithTwoUnsent(await enterExam(browser, app.origin, number))

  const { proctor, room } = await proctorAt(browser, number)
  await act(proctor, 'Kumpulkan paksa', 'session-ends')

  // Pages come through by now, answers do not.
  await context.setOffline(false)
  const again = await context.newPage()
  await again.addInitScript(() => {
    const { fetch } = window
    window.fetch = (input, init) =>
      `${input}` === '/exam/answers' && sessionStorage.getItem('open') === null ? Promise.reject(new TypeError('cut')) : fetch(input, init)
  })
  await again.goto('/exam')
  await again.getByRole('link', { name: 'Lihat tanda terima' }).click()
  await again.waitForURL(/receipt/)
  await expect(again.locator('main')).toContainText('Pengawas mengumpulkan ujian Anda')
  await expect(again.locator('main')).toContainText('2 jawaban di perangkat ini belum terkirim')
  await expect(again.locator('.receipt')).not.toContainText('setelah ujian ditutup')
  const file = await save(again)
  await expect(again.locator('main')).not.toContainText('mengubah jawaban lagi')
  await looksRight(again)

  await proctor.goto(`${room}/recovery`)
  await upload(proctor, file)
  await expect(proctor.locator('main')).toContainText('dihitung sebagai jawaban terlambat')
  const office = await signInAsStaff(browser, app.origin, 'analis')
  await accept(office, room)

  // What is sent after all stands already, and changes nothing.
  await again.evaluate(() => sessionStorage.setItem('open', 'yes'))
  await again.reload()
  await expect(again.locator('main')).toContainText('sudah terkirim sebagai bukti')
  await again.reload()
  await expect(again.locator('.receipt')).toContainText('1 dari 60')
  await expect(again.locator('.receipt')).toContainText('2 diterima dan dihitung')
  await looksRight(again)

  const minutes = await proctor.request.post(`${room}/minutes`, { headers: { Origin: app.origin } })
  expect(minutes.status()).toBe(200)
  if (hasPdfTools) {
    const text = readPdf(await minutes.body()).text.replace(/\s+/g, ' ')
    // Every file of this room was accepted; what they let in is not told a second time as late answers.
    expect(text).toMatch(/pemulihan diunggah (\d+) .*diterima orang kedua \1 .*ditolak orang kedua 0 .*masuk dari berkas pemulihan [1-9]/)
    expect(text).toContain('terlambat, diterima petugas 0')
  }
})

/** One answer saved, two that never left the phone, and the page is gone. */
async function closeWithTwoUnsent(phone: Page) {
  const context = phone.context()
  await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('Tersimpan')
  await context.setOffline(true)
  for (let question = 2; question <= 3; question += 1) await answerAndGoOn(phone)
  await expect(phone.locator('main')).toContainText('2 jawaban menunggu jaringan')
  // A page that is closed sends what it can; here it can nothing.
  await phone.evaluate(() => Object.assign(window, { fetch: () => Promise.reject(new TypeError('cut')) }))
  await phone.close()
  return context
}

/** A proctor who has opened this candidate's page. */
async function proctorAt(browser: Browser, number: string) {
  const proctor = await signInAsStaff(browser, app.origin, 'pengawas', PHONE)
  const room = await openRoom(proctor)
  await openCandidate(proctor, room, number)
  return { proctor, room }
}

/** The file that this device offers. */
async function save(phone: Page) {
  const coming = phone.waitForEvent('download')
  await phone.getByRole('button', { name: 'Simpan berkas pemulihan' }).click()
  const download = await coming
  await expect(phone.locator('main')).toContainText(`Tersimpan di unduhan: ${download.suggestedFilename()}`)
  return { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer: readFileSync(await download.path()) }
}

/** The second person lets the one file in that waits. */
async function accept(office: Page, room: string) {
  await office.goto(`${room}/recovery`)
  await office.locator('select[id^=accepted]').selectOption('device-failure')
  await press(office, office.getByRole('button', { name: 'Terima' }))
  await expect(office.locator('main')).toContainText('Berkas diterima. Jawabannya sekarang dihitung.')
}

/** The phone's battery is empty: no page of it says anything any more. */
async function die(page: Page) {
  const session = await page.context().newCDPSession(page)
  const died = page.waitForEvent('crash')
  session.send('Page.crash').catch(() => {})
  await died
  await page.context().close()
}

function altered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const at = copy.length - 60
  copy[at] = copy[at] === 65 ? 66 : 65
  return copy
}

async function upload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.locator('[name=file]').setInputFiles(file)
  await press(page, page.getByRole('button', { name: 'Unggah berkas' }))
}
