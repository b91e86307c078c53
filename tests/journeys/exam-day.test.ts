import { expect, type Locator, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { answerAndGoOn, enterExam, looksRight, PHONE, press, signInAsStaff } from './room.ts'

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())

test('a proctor solves every mishap: more time, a pause, another device, handing in, opening again, and what many need at once', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const [number = '', other = ''] = EXAM_ROOM.numbers
  const phone = await enterExam(browser, app.origin, number)
  await answerAndGoOn(phone)
  const proctor = await signInAsStaff(browser, app.origin, 'pengawas', PHONE)
  await proctor.goto('/proctor')
  await looksRight(proctor)
  await proctor.locator('tbody a').first().click()
  await proctor.waitForURL(/\/proctor\/sessions\//)
  const room = proctor.url()
  await looksRight(proctor)
  // The board is told: asked for now and then it would be late.
  await expect(proctor.locator('[data-freshness=live]')).toHaveCount(1)
  const neighbour = await enterExam(browser, app.origin, other)
  await expect(proctor.locator('li', { hasText: other })).toContainText('Mengerjakan', { timeout: 2_000 })
  await answerAndGoOn(neighbour)
  await proctor
    .locator('li', { hasText: number })
    .getByRole('link', { name: /Tindakan untuk/ })
    .click()
  await proctor.waitForURL(/\/candidates\//)

  // Wrong first: nothing is lost, and the field says what is wanted.
  const more = actOf(proctor, 'Tambah waktu')
  await more.locator('[name=amount]').fill('0')
  await more.locator('[name=reason]').selectOption('power-cut')
  await press(proctor, more.getByRole('button'))
  await expect(more.locator('[name=amount]')).toHaveAttribute('aria-invalid', 'true')
  await expect(more.locator('[name=reason]')).toHaveValue('power-cut')
  await more.locator('[name=amount]').fill('15')
  await press(proctor, more.getByRole('button'))
  await expect(proctor.locator('main')).toContainText('Tindakan dilakukan')
  await expect(proctor.locator('main')).toContainText('15 menit')
  await looksRight(proctor)

  await act(proctor, 'Jeda', 'illness')
  await answerAndGoOn(phone)
  await expect(phone.locator('h1')).toHaveText('Ujian sedang dijeda', { timeout: 15_000 })
  await expect(phone.locator('.question')).toHaveCount(0)
  const left = await phone.getByRole('timer').textContent()
  await phone.waitForTimeout(2_500)
  expect(await phone.getByRole('timer').textContent()).toBe(left)
  await phone.reload()
  await expect(phone.locator('h1')).toHaveText('Ujian sedang dijeda')
  await act(proctor, 'Lanjutkan', 'illness')
  await phone.reload()
  await expect(phone.locator('.question')).toBeVisible()
  // What was answered while the clock stood still was kept by the phone, and counts now.
  await expect(phone.locator('main')).toContainText('Tersimpan')

  await act(proctor, 'Pindah perangkat', 'device')
  const tablet = await enterExam(browser, app.origin, number)
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()
  await answerAndGoOn(phone)
  await expect(phone.locator('h1')).toHaveText('Ujian pindah ke perangkat lain')

  await act(proctor, 'Kumpulkan paksa', 'candidate-asked')
  await expect(proctor.locator('main')).toContainText('Selesai')
  await tablet.goto('/exam')
  await expect(tablet.locator('main')).toContainText('Lihat tanda terima')

  const again = actOf(proctor, 'Buka kembali')
  await again.locator('[name=reason]').selectOption('handed-in-by-mistake')
  await press(proctor, again.getByRole('button', { name: 'Minta persetujuan' }))
  await expect(proctor.locator('main')).toContainText('Menunggu persetujuan orang kedua')
  await proctor.goto(`${room}/record`)
  await expect(proctor.getByRole('button', { name: 'Setujui' })).toHaveCount(0)
  await proctor.locator('#mass-act').selectOption('extend')
  await proctor.locator('#amount-mass').fill('10')
  await proctor.locator('#reason-mass').selectOption('network')
  await press(proctor, proctor.getByRole('button', { name: 'Minta persetujuan' }))
  await proctor.locator('#incident-kind').selectOption('network')
  await proctor.locator('#incident-note').fill('Jaringan ruang terputus sepuluh menit.')
  await press(proctor, proctor.getByRole('button', { name: 'Catat kejadian' }))
  await expect(proctor.locator('main')).toContainText('Jaringan ruang terputus sepuluh menit.')
  await looksRight(proctor)

  const office = await signInAsStaff(browser, app.origin, 'analis')
  await expect(office.locator('main')).toContainText('Tindakan pengawas menunggu orang kedua')
  await office.goto('/proctor/acts')
  await looksRight(office)
  await office.locator('tbody a').first().click()
  await office.waitForURL(/\/record/)
  for (let waiting = 2; waiting > 0; waiting -= 1) {
    await expect(office.getByRole('button', { name: 'Setujui' })).toHaveCount(waiting)
    await press(office, office.getByRole('button', { name: 'Setujui' }).first())
  }
  await looksRight(office)
  await tablet.goto('/exam/attempt')
  await tablet.locator('form[action="/exam/take-over"]').getByRole('button').click()
  await expect(tablet.locator('.question')).toBeVisible()

  await proctor.goto(`${room}/record`)
  await expect(proctor.locator('tbody')).toContainText('disetujui')
  const minutes = await proctor.request.post(`${room}/minutes`, { headers: { Origin: app.origin } })
  expect(minutes.status()).toBe(200)
  expect(minutes.headers()['content-type']).toContain('application/pdf')
})

/** One of the acts that the page offers, opened. */
function actOf(page: Page, name: string): Locator {
  return page.locator('details', { has: page.locator('summary', { hasText: name }) })
}

async function act(page: Page, name: string, reason: string) {
  const form = actOf(page, name)
  if ((await form.getAttribute('open')) === null) await form.locator('summary').click()
  await form.locator('[name=reason]').selectOption(reason)
  await press(page, form.getByRole('button'))
  await expect(page.locator('main')).toContainText('Tindakan dilakukan')
}
