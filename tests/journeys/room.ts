import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Locator, type Page } from 'playwright/test'
import { DEMO_PASSWORD } from '../../prisma/demo/accounts.ts'
import { EXAM_ROOM } from '../setup/exam-room-to-try.ts'

export const PHONE = { viewport: { width: 393, height: 851 }, isMobile: true, hasTouch: true, locale: 'id-ID' }

/** Somebody of the demo's staff, in a browser of her own. */
export async function signInAsStaff(browser: Browser, origin: string, username: string, device = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, ...device })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.locator('[name=username]').fill(username)
  await page.locator('[name=password]').fill(DEMO_PASSWORD)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL('**/work')
  return page
}

/** A candidate of the room to try, on a phone of her own, at the page of the exam day. */
export async function signInAsCandidate(browser: Browser, origin: string, number: string): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, baseURL: origin })
  const page = await context.newPage()
  await page.goto(`/exam/sign-in?number=${number}`)
  await page.locator('[name=pin]').fill(EXAM_ROOM.pin)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
  return page
}

/** The same in her exam, alive in the page: begun with the token, or gone on with. */
export async function enterExam(browser: Browser, origin: string, number: string, token = EXAM_ROOM.token): Promise<Page> {
  const page = await signInAsCandidate(browser, origin, number)
  if ((await page.locator('[name=identity]').count()) > 0) {
    await page.locator('[name=identity]').check()
    await page.locator('[name=token]').fill(token)
    await page.locator('form:has([name=identity]) button[type=submit]').click()
  } else await page.locator('a[href="/exam/attempt"]').click()
  await page.waitForURL(/\/exam\/attempt/)
  await page.waitForLoadState('networkidle')
  return page
}

/** Whatever kind of question it is, it is answered, and the next one shown. */
export async function answerAndGoOn(page: Page) {
  await expect(page.locator('.question')).toBeVisible()
  const written = page.locator('.written-input')
  const rows = page.locator('.row-choice')
  if ((await written.count()) > 0) await written.fill('12')
  else if ((await rows.count()) > 0) await rows.first().selectOption({ index: 1 })
  else await page.locator('.option-input').first().check()
  await page.locator('button[name=go][value=next]').last().click()
}

/** Whoever presses a button waits for the server's answer before going on. */
export async function press(page: Page, button: Locator) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await button.click()
  await answered
  await page.waitForLoadState('networkidle')
}

/** No finding of axe, and nothing wider than the screen. */
export async function looksRight(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
}

/** What the exam's cache of this device holds. */
export function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    if (!(await caches.has('tera-exam'))) return []
    const cache = await caches.open('tera-exam')
    return (await cache.keys()).map(({ url }) => new URL(url).pathname)
  })
}

/** The page of the one room that the proctor sees. @returns its address */
export async function openRoom(proctor: Page): Promise<string> {
  await proctor.goto('/proctor')
  await proctor.locator('tbody a').first().click()
  await proctor.waitForURL(/\/proctor\/sessions\//)
  return proctor.url()
}

/** The acts about one candidate, from her tile on the board. */
export async function openCandidate(proctor: Page, room: string, number: string) {
  await proctor.goto(room)
  await proctor
    .locator('li', { hasText: number })
    .getByRole('link', { name: /Tindakan untuk/ })
    .click()
  await proctor.waitForURL(/\/candidates\//)
}

/** One of the acts that the page offers, open, with its reason chosen. */
export async function chooseAct(proctor: Page, name: string, reason: string): Promise<Locator> {
  const act = proctor.locator('details', { has: proctor.locator('summary', { hasText: name }) })
  if ((await act.getAttribute('open')) === null) await act.locator('summary').click()
  await act.locator('[name=reason]').selectOption(reason)
  return act
}

/** The same, done or asked for. */
export async function act(proctor: Page, name: string, reason: string) {
  const chosen = await chooseAct(proctor, name, reason)
  await press(proctor, chosen.getByRole('button'))
  await expect(proctor.locator('main')).toContainText(/Tindakan dilakukan|Menunggu persetujuan orang kedua/)
}

/** What the timer of the exam shows, in seconds. */
export async function secondsLeft(phone: Page): Promise<number> {
  const shown = (await phone.getByRole('timer').textContent()) ?? ''
  return shown.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}
