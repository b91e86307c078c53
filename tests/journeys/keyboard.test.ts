import { type Browser, expect, type Locator, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())

test('the whole exam is sat with the keyboard alone, and the focus is always seen', async ({ browser }) => {
  test.setTimeout(180_000)
  const page = await open(browser)
  await enterExam(page, EXAM_ROOM.numbers[3] ?? '')
  const kinds = new Set<string>()
  for (let number = 1; number <= 60 && kinds.size < 3; number += 1) {
    await expect(page.locator('.exam-place')).toContainText(`${number}`)
    kinds.add(await answer(page))
    await press(page, page.locator('button[name=go][value=next]:not(.unseen)'))
    // Whoever hears the page is told where she is now.
    await expect(page.locator('h1')).toBeFocused()
  }
  await press(page, page.locator('button[name=go][value=check]').last())
  await expect(page.locator('h1')).toBeFocused()
  await expect(page.locator('main')).toContainText('Belum dijawab')
  await press(page, page.getByRole('button', { name: 'Kumpulkan' }))
  await page.waitForURL(/\/exam\/receipt/)
  await page.context().close()
})

test('the time is spoken at ten, five and one minutes and at the end, and is silent in between', async ({ browser }) => {
  test.setTimeout(180_000)
  const page = await open(browser)
  await page.clock.install()
  await enterExam(page, EXAM_ROOM.numbers[4] ?? '')
  await page.context().setOffline(true)
  const spoken = page.locator('.unseen[aria-live=polite]')
  const urgent = page.locator('.unseen[aria-live=assertive]')
  const left = await secondsLeft(page)
  await page.clock.fastForward((left - 700) * 1000)
  await expect(page.locator('[role=timer]')).toHaveText(/^11:/)
  const before = await secondsLeft(page)
  await countAnnouncements(page)
  await page.clock.runFor(8_000)
  expect(before - (await secondsLeft(page))).toBeGreaterThanOrEqual(7)
  expect(await announcements(page)).toEqual([])
  for (const minutes of [10, 5, 1]) {
    await page.clock.fastForward(((await secondsLeft(page)) - minutes * 60) * 1000 + 500)
    await expect(spoken).toContainText(`${minutes} menit`)
    expect(await urgent.textContent()).toBe('')
  }
  await page.clock.fastForward((await secondsLeft(page)) * 1000 + 500)
  await expect(urgent).toContainText('Waktu')
  await page.context().close()
})

function open(browser: Browser): Promise<Page> {
  return browser
    .newContext({ viewport: { width: 393, height: 851 }, locale: 'id-ID', baseURL: app.origin })
    .then((context) => context.newPage())
}

async function enterExam(page: Page, number: string) {
  await page.goto('/exam/sign-in')
  await typeInto(page, page.locator('[name=number]'), number)
  await typeInto(page, page.locator('[name=pin]'), EXAM_ROOM.pin)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/exam(\?|$)/)
  await tabTo(page, page.locator('[name=identity]'))
  await page.keyboard.press('Space')
  await typeInto(page, page.locator('[name=token]'), EXAM_ROOM.token)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/exam\/attempt/)
  await expect(page.locator('.question')).toBeVisible()
  await page.waitForLoadState('networkidle')
}

/** Answers the question on the screen, whatever its kind, and says which kind of control it has. */
async function answer(page: Page): Promise<string> {
  const [option, row, written] = [
    page.locator('.option-input').first(),
    page.locator('.row-choice').first(),
    page.locator('.written-input'),
  ]
  if ((await written.count()) > 0) {
    await typeInto(page, written, '12')
    return 'written'
  }
  if ((await row.count()) > 0) {
    await tabTo(page, row)
    await page.keyboard.press('ArrowDown')
    expect(await row.inputValue()).not.toBe('')
    return 'row'
  }
  await tabTo(page, option)
  await page.keyboard.press('Space')
  await expect(option).toBeChecked()
  return (await option.getAttribute('type')) ?? ''
}

async function typeInto(page: Page, field: Locator, text: string) {
  await tabTo(page, field)
  await page.keyboard.type(text)
}

async function press(page: Page, button: Locator) {
  await tabTo(page, button)
  await page.keyboard.press('Enter')
}

/** Walks on with Tab until it stands there; what has the focus on the way must be seen to have it. */
async function tabTo(page: Page, target: Locator) {
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab')
    expect(await isFocusSeen(page), 'the focus is seen').toBe(true)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`the keyboard never comes to ${target}`)
}

/** An outline on the element or on the row that stands for it, inside the window. */
function isFocusSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) return true
    const shown = [focused, focused.closest('label')].filter((element) => element !== null)
    return shown.some((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const { bottom, top } = element.getBoundingClientRect()
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && bottom > 0 && top < innerHeight
    })
  })
}

async function secondsLeft(page: Page): Promise<number> {
  const shown = (await page.locator('[role=timer]').textContent()) ?? ''
  return shown.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)
}

/** From now on, each change of what a screen reader speaks by itself is noted in the page. */
async function countAnnouncements(page: Page) {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const observer = new MutationObserver((changes) => heard.push(...changes.map(({ target }) => target.textContent ?? '')))
    const regions = document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert]')
    for (const region of regions) observer.observe(region, { childList: true, characterData: true, subtree: true })
  })
}

function announcements(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'heard'))
}
