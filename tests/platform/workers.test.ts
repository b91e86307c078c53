import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { freePort } from '../../scripts/postgres.ts'
import { mainThreadSeconds } from '../../scripts/processor-time.ts'
import { standsStill, wantedWorkers } from '../../scripts/workers.ts'

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

async function start(count: number, ...more: string[]) {
  const port = await freePort()
  const file = join(import.meta.dirname, 'workers-main.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, '--workers', String(count), ...more], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const get = async (path = '/') => (await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(20_000) })).text()
  const ready = () => vi.waitFor(() => expect(said).toContain(`${count} processes answer`), { timeout: 60_000, interval: 50 })
  return { child, ended, get, ready, said: () => said }
}

async function pidsOf(get: () => Promise<string>, times = 12): Promise<Set<string>> {
  const pids = new Set<string>()
  for (let asked = 0; asked < times; asked += 1) pids.add(await get())
  return pids
}

describe('several processes behind one address', () => {
  test('all of them answer; one that is killed is replaced', async () => {
    const { get, ready } = await start(2)
    await ready()
    const before = await pidsOf(get)
    expect(before.size).toBe(2)
    const [victim] = before
    process.kill(Number(victim), 'SIGKILL')
    await vi.waitFor(
      async () => {
        const now = await pidsOf(get)
        expect(now.size).toBe(2)
        expect(now).not.toContain(victim)
      },
      { timeout: 60_000, interval: 100 },
    )
  }, 180_000)

  test('one whose event loop stands still is replaced', async () => {
    const { get, ready, said } = await start(2)
    await ready()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const from = performance.now()
    await expect(get('/block')).rejects.toThrow()
    await vi.waitFor(() => expect(said()).toContain('stands still and is replaced'), { timeout: 60_000, interval: 200 })
    expect(performance.now() - from).toBeGreaterThan(3_000)
    await vi.waitFor(async () => expect((await pidsOf(get)).size).toBe(2), { timeout: 60_000, interval: 200 })
  }, 180_000)

  test('one that waits for the processor is left alone, and so are all when the machine stood still', async () => {
    const { child, get, ready, said } = await start(2)
    await ready()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const pids = await pidsOf(get)
    const [held] = pids
    process.kill(Number(held), 'SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 6_500))
    process.kill(Number(held), 'SIGCONT')
    await vi.waitFor(async () => expect(await pidsOf(get)).toContain(held), { timeout: 20_000, interval: 200 })
    const all = [Number(child.pid), ...[...pids].map(Number)]
    for (const pid of all) process.kill(pid, 'SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 10_500))
    for (const pid of all) process.kill(pid, 'SIGCONT')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(await pidsOf(get)).toEqual(pids)
    expect(said()).not.toContain('replaced')
  }, 180_000)

  test('one that said that it computes for long is left alone for so long', async () => {
    const { get, ready, said } = await start(2)
    await ready()
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(await get('/long')).toMatch(/^\d+$/)
    expect(said()).not.toContain('replaced')
  }, 180_000)

  test.each([
    ['just heard', 0, 0, false],
    ['computing for less than four seconds', 3.9, 3.9, false],
    ['computing for four seconds', 4, 4, true],
    ['computing for four seconds on a machine that is busy with others', 4, 2.9, false],
    ['computing for eight seconds on a machine that is busy with others', 8, 3, true],
    ['silent without computing', 9.9, 0, false],
    ['silent for ten seconds', 10, 0, true],
    ['silent where nobody knows its processor time', 9.9, Number.NaN, false],
    ['silent for ten seconds where nobody knows its processor time', 10, Number.NaN, true],
  ])('%s: %f s of silence, %f s of processor time, replaced %s', (_, silent, processor, replaced) => {
    expect(standsStill({ at: 1_000, processor: 7 }, { at: 1_000 + silent * 1000, processor: 7 + processor })).toBe(replaced)
  })

  test.runIf(process.platform === 'linux')('processor time of the first thread grows while it computes', () => {
    const before = mainThreadSeconds(process.pid)
    const until = before + 0.2
    while (mainThreadSeconds(process.pid) < until);
    expect(mainThreadSeconds(process.pid)).toBeGreaterThanOrEqual(until)
    expect(mainThreadSeconds(undefined)).toBeNaN()
  })

  test('a stop lets requests under way finish', async () => {
    const { child, ended, get, ready } = await start(2)
    await ready()
    const slow = get('/slow')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    child.kill('SIGTERM')
    expect(await slow).toMatch(/^\d+$/)
    expect(await ended).toBe(0)
  }, 180_000)

  test('processes that cannot start end everything, with their code', async () => {
    const { ended, said } = await start(2, '--fault')
    expect(await ended).toBe(7)
    expect(said()).toBe('')
  }, 180_000)

  test('any of them tells the figures of all', async () => {
    const { get, ready } = await start(2)
    await ready()
    await pidsOf(get, 10)
    expect(await get('/metrics')).toMatch(/^asked_total 10$/m)
  }, 180_000)

  test.each([['0'], ['x'], ['65'], [undefined]])('--workers %s is refused', (count) => {
    expect(() => wantedWorkers(['node', 'server.ts', '--workers', ...(count === undefined ? [] : [count])])).toThrow(/1 to 64.*1 sampai 64/)
  })

  test('without the parameter there is one', () => {
    expect(wantedWorkers(['node', 'server.ts'])).toBe(1)
  })
})
