import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import type { SeededRandom } from '#app/domain/shared/seeded-random.ts'
import { collect } from '../../scripts/child-process.ts'
import { chromiumPath } from '../../scripts/find-chromium.ts'
import { QUESTIONS } from '../load/answers.ts'
import { randomOf } from '../load/plan.ts'
import { ROOM } from '../load/room.ts'
import { type FaultOutcome, outcomeOf, Skipped } from './fault.ts'
import { pause, withSite } from './site.ts'

/** Chromium writes its cookies to the disk every thirty seconds. */
const COOKIES_ARE_WRITTEN_AFTER = 32_000

/** SIGKILL of every Chromium process in the middle of an exam; the same profile is opened again and shows the same answers and the right time. */
export async function killBrowser(rounds: number, seed: number): Promise<FaultOutcome> {
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Skipped('there is no Chromium here')
  return withSite({ candidates: 1 }, async (site) => {
    await site.startApp()
    const origin = `http://localhost:${site.port}`
    const profile = mkdtempSync(join(tmpdir(), 'tera-browser-'))
    const random = randomOf(seed, 0, 'F15')
    const faults: string[] = []
    const given = new Map<number, string>()
    let recovery = 0
    const open = () => chromium.launchPersistentContext(profile, { executablePath, headless: true, args: ['--no-sandbox'] })
    let context = await open()
    try {
      let page = await firstPage(context)
      await signInAndStart(page, origin, site.numbers[0] ?? '')
      await pause(COOKIES_ARE_WRITTEN_AFTER)
      for (let round = 0; round < rounds; round += 1) {
        for (let answers = 0; answers < 3; answers += 1) await answerOne(page, random, given)
        // From right after the last tap to after its save: what is not with the server is on the device.
        await pause(random.between(60, 2_500))
        const shown = await remainingOf(page)
        const at = performance.now()
        await killAll(profile)
        await context.close().catch(() => {})
        context = await open()
        page = await firstPage(context)
        const from = performance.now()
        await page.goto(`${origin}/exam/attempt`)
        const timer = page.locator('[role=timer]')
        await timer.waitFor({ timeout: 15_000 }).catch(() => {})
        recovery = Math.max(recovery, performance.now() - from)
        if (!(await timer.isVisible())) throw new Error(`round ${round + 1}: no exam on the screen, but ${page.url()}`)
        const difference = shown - (await remainingOf(page)) - (performance.now() - at) / 1000
        if (Math.abs(difference) > 5) faults.push(`round ${round + 1}: the remaining time is ${difference.toFixed(0)} s off`)
        for (const [number, value] of given) {
          const now = await answerAt(page, number)
          if (now !== value) faults.push(`round ${round + 1}: question ${number} shows ${now} instead of ${value}`)
        }
      }
    } finally {
      await killAll(profile)
      await context.close().catch(() => {})
      rmSync(profile, { recursive: true, force: true })
    }
    const lost = faults.filter((fault) => fault.includes('shows')).length
    return outcomeOf([], {
      rounds,
      undelivered: lost,
      recovery,
      faults,
      note: `${given.size} questions answered; time from the address to the paper`,
    })
  })
}

async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.newPage())
}

async function signInAndStart(page: Page, origin: string, number: string) {
  await page.goto(`${origin}/exam/sign-in?number=${number}`)
  await page.locator('[name=pin]').fill(ROOM.pin)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
  await page.locator('[name=identity]').check()
  await page.locator('[name=token]').fill(ROOM.token)
  await page.locator('form:has([name=identity]) button[type=submit]').click()
  await page.waitForURL(/\/exam\/attempt/)
  await page.locator('.question').waitFor()
  await page.waitForLoadState('networkidle')
}

/** The page answers as its own script does: the question's form in the page, no request of the test's own. */
async function answerOne(page: Page, random: SeededRandom, given: Map<number, string>) {
  const number = random.between(1, QUESTIONS)
  await goTo(page, number)
  const written = page.locator('.written-input')
  if ((await written.count()) > 0) await written.fill(String(random.between(1, 99)))
  else await page.locator('.option-input').nth(random.between(0, 1)).check()
  given.set(number, await shownAnswer(page))
}

async function answerAt(page: Page, number: number): Promise<string> {
  await goTo(page, number)
  return shownAnswer(page)
}

async function goTo(page: Page, number: number) {
  for (let steps = 0; steps < QUESTIONS; steps += 1) {
    const here = Number(/\d+/.exec((await page.locator('.exam-place').textContent()) ?? '')?.[0])
    if (here === number) return
    await page
      .locator(`.exam-question button[name=go][value=${here < number ? 'next' : 'previous'}]`)
      .last()
      .click()
    await page.waitForFunction(
      (before) => Number(/\d+/.exec(document.querySelector('.exam-place')?.textContent ?? '')?.[0]) !== before,
      here,
    )
  }
}

async function shownAnswer(page: Page): Promise<string> {
  return page.evaluate(() => {
    const written = document.querySelector<HTMLInputElement>('.written-input')
    if (written !== null) return written.value
    return [...document.querySelectorAll<HTMLInputElement>('.option-input')].map((input) => (input.checked ? input.value : '-')).join(' ')
  })
}

/** In seconds, as the screen says it. */
async function remainingOf(page: Page): Promise<number> {
  const text = (await page.locator('[role=timer]').textContent()) ?? ''
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}

async function killAll(profile: string) {
  const { output } = await collect('ps', ['-eo', 'pid=,args='])
  for (const line of output.split('\n').filter((each) => each.includes(`--user-data-dir=${profile}`))) {
    try {
      process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL')
    } catch {
      // It ended with its parent.
    }
  }
}
