import { type Browser, type BrowserContext, expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'

const PHONE = { viewport: { width: 393, height: 851 }, isMobile: true, hasTouch: true, locale: 'id-ID' }
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
  const entered = await enterExam(browser, EXAM_ROOM.numbers[0] ?? '')
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

  await answerAndGoOn(page)
  await expect(page.locator('main')).toContainText('Tersimpan')
  const answer = wire.take()
  expect(answer.answers).toBeGreaterThan(0)
  expect(answer.bytes).toBeLessThanOrEqual(BYTES_PER_ANSWER)
  await context.close()
})

test('a sign-in that ends in the middle is renewed in the page, and every answer arrives', async ({ browser }) => {
  const page = await enterExam(browser, EXAM_ROOM.numbers[1] ?? '')
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

async function enterExam(browser: Browser, number: string): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, baseURL: app.origin })
  const page = await context.newPage()
  await page.goto(`/exam/sign-in?number=${number}`)
  await page.locator('[name=pin]').fill(EXAM_ROOM.pin)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
  await page.locator('[name=identity]').check()
  await page.locator('[name=token]').fill(EXAM_ROOM.token)
  await page.locator('form:has([name=identity]) button[type=submit]').click()
  await page.waitForURL(/\/exam\/attempt/)
  await expect(page.locator('.question')).toBeVisible()
  await page.waitForLoadState('networkidle')
  return page
}

/** Whatever kind of question it is, it is answered. */
async function answerAndGoOn(page: Page) {
  const written = page.locator('.written-input')
  if ((await written.count()) > 0) await written.fill('12')
  else await page.locator('.option-input').first().check()
  await page.locator('button[name=go][value=next]').last().click()
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
