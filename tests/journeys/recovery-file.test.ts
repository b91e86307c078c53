import { readFileSync } from 'node:fs'
import { expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { answerAndGoOn, enterExam, keptPaths, looksRight, PHONE, press, signInAsStaff } from './room.ts'

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
  await proctor.goto('/proctor')
  await proctor.locator('tbody a').first().click()
  await proctor.waitForURL(/\/proctor\/sessions\//)
  await proctor.goto(`${proctor.url()}/record`)
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
  await proctor.goto(proctor.url().replace(/\/recovery.*/, ''))
  await proctor
    .locator('li', { hasText: number })
    .getByRole('link', { name: /Tindakan untuk/ })
    .click()
  await proctor.waitForURL(/\/candidates\//)
  const move = proctor.locator('details', { has: proctor.locator('summary', { hasText: 'Pindah perangkat' }) })
  await move.locator('summary').click()
  await move.locator('[name=reason]').selectOption('device')
  await press(proctor, move.getByRole('button'))
  const tablet = await enterExam(browser, app.origin, number)
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()
  await tablet.goto('/exam/hand-in')
  await expect(tablet.locator('main')).toContainText('Belum dijawab (56)')
  await tablet.locator('form[action="/exam/hand-in"] button').click()
  await tablet.waitForURL(/receipt/)
  await expect(tablet.locator('.receipt')).toContainText('4 dari 60')
})

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
