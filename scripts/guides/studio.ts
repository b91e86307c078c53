import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright'
import { DEMO_PASSWORD } from '../../prisma/demo/accounts.ts'
import { collect, ROOT } from '../child-process.ts'
import { installDebianPackages } from '../debian.ts'
import { isOnPath, makeBrowserReady } from '../find-chromium.ts'
import { LARGEST_PICTURE_BYTES, PICTURES, type Picture } from './pictures.ts'

const DESK = { width: 1280, height: 800 }
const PHONE = { width: 393, height: 851 }
const MARGIN = 12
const PATIENCE_MILLISECONDS = 120_000

export type Studio = {
  /** A page for whoever has this user name, signed in once; null for somebody who has no account. */
  readonly desk: (username: string | null) => Promise<Page>
  readonly phone: (username: string | null) => Promise<Page>
  /** Takes what stands between two things on the page, over the width of its content; without them, what the screen shows. */
  readonly take: (picture: Picture, page: Page, between?: readonly [Locator, Locator]) => Promise<void>
  readonly close: () => Promise<void>
}

/** A browser in Indonesian that keeps count of the pictures: closing it fails when one of them was not taken. */
export async function openStudio(origin: string): Promise<Studio> {
  const executablePath = await makeBrowserReady()
  if (!isOnPath('pngquant')) await installDebianPackages(['pngquant'])
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const pages = new Map<string, Promise<Page>>()
  const taken = new Set<Picture>()
  const open = (username: string | null, isPhone: boolean) => {
    const key = `${username} ${isPhone}`
    const page = pages.get(key) ?? signedIn(browser, origin, username, isPhone)
    pages.set(key, page)
    return page
  }
  return {
    desk: (username) => open(username, false),
    phone: (username) => open(username, true),
    take: async (picture, page, between) => {
      await page.evaluate(() => window.scrollTo(0, 0))
      const path = join(ROOT, picture)
      await page.screenshot({ path, animations: 'disabled', ...(between && { fullPage: true, clip: await areaOf(page, between) }) })
      await shrink(path)
      const { size } = statSync(path)
      if (size > LARGEST_PICTURE_BYTES) throw new Error(`${picture} has ${size} bytes; take less of the page.`)
      taken.add(picture)
      console.log(`${picture} ${Math.ceil(size / 1000)} kB`)
    },
    close: async () => {
      await browser.close()
      const missing = PICTURES.filter((picture) => !taken.has(picture))
      if (missing.length > 0) throw new Error(`Not taken: ${missing.join(', ')}`)
    },
  }
}

async function signedIn(browser: Browser, origin: string, username: string | null, isPhone: boolean): Promise<Page> {
  const kind = isPhone ? { viewport: PHONE, isMobile: true, hasTouch: true } : { viewport: DESK }
  const context = await browser.newContext({ ...kind, baseURL: origin, locale: 'id-ID', timezoneId: 'Asia/Jakarta' })
  context.setDefaultTimeout(PATIENCE_MILLISECONDS)
  const page = await context.newPage()
  if (username === null) return page
  await page.goto('/sign-in')
  await page.locator('[name=username]').fill(username)
  await page.locator('[name=password]').fill(DEMO_PASSWORD)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL('**/work')
  return page
}

/** Screens have few colours: a palette of them is a third of the bytes. */
async function shrink(path: string) {
  const { code, output } = await collect('pngquant', ['--force', '--strip', '--speed', '1', '--output', path, path])
  if (code !== 0) throw new Error(`pngquant failed:\n${output}`)
}

async function areaOf(page: Page, [first, last]: readonly [Locator, Locator]) {
  const [content, top, bottom] = await Promise.all([page.locator('main'), first, last].map((each) => each.boundingBox()))
  if (!content || !top || !bottom) throw new Error(`Nothing to take on ${page.url()}`)
  const y = Math.max(0, top.y - MARGIN)
  return { x: content.x, y, width: content.width, height: bottom.y + bottom.height + MARGIN - y }
}

/** Presses a button and waits for the server's answer and the page that follows. */
export async function press(page: Page, button: Locator): Promise<void> {
  await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'), button.click()])
  while (!(await page.evaluate(isSettled))) await page.waitForTimeout(50)
}

/** Runs in the page: Remix's router has followed the answer to where it leads. */
function isSettled(): boolean {
  return Reflect.get(window, '__remixRouter')?.state.navigation.state === 'idle'
}

export function buttonOf(page: Page, name: string): Locator {
  return page.locator('main').getByRole('button', { name, exact: true }).first()
}

export function linkOf(page: Page, name: string): Locator {
  return page.locator('main').getByRole('link', { name, exact: true }).first()
}

/** Where the content of a page begins: the way back, then its title. */
export function headOf(page: Page): Locator {
  return page.locator('main header, main h1').first()
}

/** The address that a link leads to, without its search. */
export async function addressOf(link: Locator): Promise<string> {
  const address = await link.getAttribute('href')
  if (address === null) throw new Error('The link leads nowhere.')
  return address.split('?')[0] ?? ''
}

/** The first participant number that a page shows. */
export function numberIn(text: string | null): string {
  const [number] = /\d{2}-\d{6}/.exec(text ?? '') ?? []
  if (number === undefined) throw new Error('The page shows no participant number.')
  return number
}
