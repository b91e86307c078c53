import { type BrowserContext, expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { answerAndGoOn, enterExam, keptPaths, PHONE } from './room.ts'

/** Bytes over the wire, headers included, up to the first question alive in the page: 60 questions of the bank, nothing cached. */
const FIRST_SCREEN_BUDGET = 120_000
const BYTES_PER_ANSWER = 2_000

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())
test("the exam's first screen and each answer stay within the budget of prepaid data", async ({ browser }) => {
  const entered = await enterExam(browser, app.origin, EXAM_ROOM.numbers[0] ?? '')
  const storageState = await entered.context().storageState()
  await entered.context().close()

  const context = await browser.newContext({ ...PHONE, baseURL: app.origin, storageState })
  const page = await context.newPage()
  const wire = await weigh(context, page)
  await page.goto('/exam/attempt')
  await expect(page.locator('.question')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const first = wire.take()
  console.log(`first screen: ${first.bytes} bytes in ${first.answers} answers; the largest: ${first.largest.join(', ')}`)
  expect(first.bytes).toBeGreaterThan(50_000)
  expect(first.bytes).toBeLessThanOrEqual(FIRST_SCREEN_BUDGET)

  // A phone that went through the waiting room has all but the page by then.
  await expect.poll(() => keptPaths(page)).toContain('/exam/attempt')
  await page.waitForLoadState('networkidle')
  wire.take()

  await answerAndGoOn(page)
  await expect(page.locator('main')).toContainText('Tersimpan')
  const answer = wire.take()
  expect(answer.answers).toBeGreaterThan(0)
  expect(answer.bytes).toBeLessThanOrEqual(BYTES_PER_ANSWER)
  await context.close()
})

test('a sign-in that ends in the middle is renewed in the page, and every answer arrives', async ({ browser }) => {
  const page = await enterExam(browser, app.origin, EXAM_ROOM.numbers[1] ?? '')
  await answerAndGoOn(page)
  await expect(page.locator('main')).toContainText('Tersimpan')

  const context = page.context()
  await context.clearCookies({ name: '__Host-tera' })
  await answerAndGoOn(page)
  await answerAndGoOn(page)
  const again = page.getByRole('form', { name: 'Masuk lagi' })
  await expect(again).toBeVisible()
  await expect(page.locator('main')).toContainText('2 jawaban')

  await again.locator('[name=pin]').fill('000000')
  await again.locator('button[type=submit]').click()
  await expect(again.locator('[name=pin]')).toHaveAttribute('aria-invalid', 'true')
  await again.locator('[name=pin]').fill(EXAM_ROOM.pin)
  await again.locator('button[type=submit]').click()
  await expect(again).toHaveCount(0)
  await expect(page.locator('main')).toContainText('Tersimpan')
  await expect(page.locator('.exam-place')).toContainText('4')

  // A page made by the server knows nothing but what the database holds.
  await page.goto('/exam/hand-in')
  await expect(page.locator('main')).toContainText('Belum dijawab (57)')
  await context.close()
})

test('a reload without network shows the exam with the answers of this device and the right time, and what is answered then arrives', async ({
  browser,
}) => {
  const page = await enterExam(browser, app.origin, EXAM_ROOM.numbers[2] ?? '')
  const context = page.context()
  await answerAndGoOn(page)
  await answerAndGoOn(page)
  await expect(page.locator('main')).toContainText('Tersimpan')
  await expect.poll(() => keptPaths(page)).toContain('/exam/attempt')
  // What the page loads later is kept a moment after the paper is shown.
  await page.waitForTimeout(3000)

  await context.setOffline(true)
  await answerAndGoOn(page)
  await expect(page.locator('.exam-place')).toContainText('4')
  const [before, at] = [await secondsLeft(page), Date.now()]
  await page.reload()
  await expect(page.locator('.exam-place')).toContainText('4')
  await page.waitForTimeout(1500)
  expect(Math.abs((await secondsLeft(page)) - (before - (Date.now() - at) / 1000))).toBeLessThan(5)
  await answerAndGoOn(page)
  await page.goto('about:blank')
  await page.goto('/exam/attempt')
  await expect(page.locator('.question')).toBeVisible()
  await expect(page.locator('main')).toContainText('2 jawaban')
  await page.locator('button[name=go][value=check]').click()
  await expect(page.locator('main')).toContainText('Belum dijawab (56)')

  await context.setOffline(false)
  await expect(page.locator('main')).toContainText('Tersimpan', { timeout: 35_000 })

  // A clock that was put forward ends nothing: the server decides when it is heard again.
  await page.addInitScript('if (sessionStorage.jump) { const now = Date.now; Date.now = () => now() + 10 * 3600 * 1000 }')
  await page.evaluate(() => sessionStorage.setItem('jump', 'yes'))
  const real = await secondsLeft(page)
  await context.setOffline(true)
  await page.reload()
  await expect(page.locator('[role=timer]')).toHaveText('00:00')
  await expect(page.locator('.question')).toBeVisible()
  await context.setOffline(false)
  await expect.poll(() => secondsLeft(page), { timeout: 35_000 }).toBeGreaterThan(real - 60)
  await page.evaluate(() => sessionStorage.removeItem('jump'))

  // Whoever signs in on this device finds nobody's exam on it.
  await context.clearCookies({ name: '__Host-tera' })
  await signIn(page, EXAM_ROOM.numbers[2] ?? '')
  expect(await keptPaths(page)).toEqual([])

  // An answer that has not left the device is not left behind by whoever hands in on the plain page.
  await page.goto('/exam/attempt?question=5')
  // In the page, because what its worker fetches passes by the browser's own cut-off.
  await page.evaluate(() => {
    const { fetch } = window
    window.fetch = (input, init) => (`${input}` === '/exam/answers' ? Promise.reject(new TypeError('cut')) : fetch(input, init))
  })
  await answerAndGoOn(page)
  await expect(page.locator('main')).toContainText('1 jawaban')
  await page.goto('/exam/hand-in')
  await expect(page.locator('main')).toContainText('Belum dijawab (56)')
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.accept())
  await page.locator('form[action="/exam/hand-in"] button').click()
  await asked
  await page.waitForURL(/\/exam\/attempt/)
  // The page that the server sends says that all is saved, until it has looked at what the device keeps.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tera-unsent')), { timeout: 35_000 }).toBeNull()
  await page.goto('/exam/hand-in')
  await expect(page.locator('main')).toContainText('Belum dijawab (55)')
  await page.locator('form[action="/exam/hand-in"] button').click()
  await page.waitForURL(/receipt/)
  await expect.poll(() => keptPaths(page)).toEqual([])
  await context.close()
})

async function secondsLeft(page: Page): Promise<number> {
  const shown = (await page.locator('[role=timer]').textContent()) ?? ''
  return shown.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}

async function signIn(page: Page, number: string) {
  await page.goto(`/exam/sign-in?number=${number}`)
  await page.locator('[name=pin]').fill(EXAM_ROOM.pin)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
}

/** What the browser itself counts on the wire, headers included, since the last time it was asked. */
async function weigh(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page)
  const addresses = new Map<string, string>()
  let finished: { readonly address: string; readonly bytes: number }[] = []
  session.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, new URL(request.url).pathname))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    finished.push({ address: addresses.get(requestId) ?? '', bytes: encodedDataLength })
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const take = () => {
    const taken = finished.sort((left, right) => right.bytes - left.bytes)
    finished = []
    return {
      bytes: taken.reduce((total, { bytes }) => total + bytes, 0),
      answers: taken.length,
      largest: taken.slice(0, 5).map(({ address, bytes }) => `${address} ${bytes}`),
    }
  }
  return { take }
}
