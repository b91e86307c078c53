import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { enterExam, PHONE } from '#tests/journeys/room.ts'
import { startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { makeBrowserReady } from '../find-chromium.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '5')
/** What the browser's own tools call slow 4G: 1.6 Mbit/s down and 0.75 up, each less a tenth, and 562 ms for each request. */
const SLOW_4G = { offline: false, downloadThroughput: 1.44e6 / 8, uploadThroughput: 675e3 / 8, latency: 562.5 }
const SLOWER = 4
const WITHIN = 60_000

/**
 * How soon the exam is there, and how soon it answers a thumb, in Chromium of a phone's size with slow 4G and a processor four
 * times slower: 60 questions of the bank, on the embedded database. Cold: nothing of the app was ever loaded. Warm: through the
 * waiting room, as on the exam day.
 */
export async function measureExamPage() {
  const executablePath = await makeBrowserReady()
  const app = await startApp({ data: 'exam' })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run'] })
  try {
    const storageState = await begin(browser, app.origin, EXAM_ROOM.numbers[0] ?? '')
    const cold: Opened[] = []
    const warm: Opened[] = []
    const answers: Answered[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      cold.push(await inContext(browser, app.origin, storageState, async (page) => open(page)))
      await inContext(browser, app.origin, storageState, async (page) => {
        await page.goto('/exam')
        await page.waitForLoadState('networkidle')
        warm.push(await open(page))
        for (let count = 0; count < 3; count += 1) answers.push(await answer(page))
      })
    }
    show('cold: question seen', cold, ({ seen }) => seen)
    show('cold: exam usable', cold, ({ usable }) => usable)
    show('warm: question seen', warm, ({ seen }) => seen)
    show('warm: exam usable', warm, ({ usable }) => usable)
    show('next question painted after the press', answers, ({ painted }) => painted)
    show('answer acknowledged after the choice', answers, ({ saved }) => saved)
  } finally {
    await browser.close()
    await app.stop()
  }
}

type Opened = { readonly seen: number; readonly usable: number }
type Answered = { readonly painted: number; readonly saved: number }
type State = Awaited<ReturnType<BrowserContext['storageState']>>

async function begin(browser: Browser, origin: string, number: string): Promise<State> {
  const context = (await enterExam(browser, origin, number)).context()
  const state = await context.storageState()
  await context.close()
  return state
}

async function inContext<Value>(browser: Browser, origin: string, storageState: State, work: (page: Page) => Promise<Value>) {
  const context = await browser.newContext({ ...PHONE, baseURL: origin, storageState })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

/** From the address to the question on the screen, and to the moment when React holds it and a press is answered by the page. */
async function open(page: Page): Promise<Opened> {
  await slowDown(page)
  await page.addInitScript(WATCH)
  await page.goto('/exam/attempt', { timeout: WITHIN, waitUntil: 'commit' })
  for (const from = performance.now(); performance.now() - from < WITHIN; ) {
    const times = readTimes(await page.evaluate('window.opened'))
    if (times.usable > 0) return times
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the exam was not usable within a minute')
}

// Milliseconds since the navigation began.
const WATCH = `
  window.opened = {};
  const look = () => {
    const question = document.querySelector('.question');
    if (question && !window.opened.seen) window.opened.seen = performance.now();
    if (question && Object.keys(question).some((key) => key.startsWith('__reactProps'))) window.opened.usable = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`

function readTimes(value: unknown): Opened {
  const times = typeof value === 'object' && value !== null ? value : {}
  return { seen: 'seen' in times ? Number(times.seen) : Number.NaN, usable: 'usable' in times ? Number(times.usable) : Number.NaN }
}

/** Answers the question that is shown, until the server has taken it; then goes on, until the next one is painted. */
async function answer(page: Page): Promise<Answered> {
  await page.locator('.question').waitFor()
  const saved = Number(await page.evaluate(CHOOSE))
  return { saved, painted: Number(await page.evaluate(PRESS_NEXT)) }
}

// Kinds without options are passed by.
const CHOOSE = `new Promise((resolve) => {
  const option = document.querySelector('.option-input:not(:checked)');
  if (option === null) return resolve(NaN);
  const from = performance.now();
  const sign = () => document.querySelector('.exam-saved').textContent.trim()[0];
  let isWaiting = false;
  const look = () => {
    isWaiting = isWaiting || sign() === '…';
    if (isWaiting && sign() === '✓') resolve(performance.now() - from);
    else requestAnimationFrame(look);
  };
  option.click();
  requestAnimationFrame(look);
})`

const PRESS_NEXT = `new Promise((resolve) => {
  const place = document.querySelector('.exam-place').textContent;
  const from = performance.now();
  const look = () => {
    if (document.querySelector('.exam-place').textContent === place) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
  };
  [...document.querySelectorAll('button[name=go][value=next]')].at(-1).click();
  requestAnimationFrame(look);
})`

async function slowDown(page: Page) {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.emulateNetworkConditions', SLOW_4G)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
}

function show<Measured>(name: string, measured: readonly Measured[], read: (each: Measured) => number) {
  const values = measured
    .map(read)
    .filter((value) => !Number.isNaN(value))
    .sort((left, right) => left - right)
  const at = (share: number) => Math.round(values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN)
  console.log(`${name}: median ${at(0.5)} ms, slowest ${at(1)} ms of ${values.length}`)
}
