import { describe, expect, test } from 'vitest'
import { AccountId } from '../shared/id.ts'
import { accept, refuse } from '../shared/result.ts'
import { decideStart, type StartWindow } from './attempt.ts'
import { awaitsKeying, decideEntry, decidePaperStart, decideSettling, type PaperProgress, paperStage } from './paper-mode.ts'

const noon = new Date('2026-11-21T05:00:00.000Z')
const minutesOn = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const person = (number: number) => AccountId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const [ani, budi, citra] = [person(1), person(2), person(3)]
const window: StartWindow = {
  opensAt: noon,
  latestStart: minutesOn(30),
  hardClose: minutesOn(150),
  state: 'open',
  accessToken: 'K7PM3Q',
  configKey: null,
  admittedAt: null,
  means: ['paper'],
}

describe('beginning on paper', () => {
  test('is for whom the office recorded it, within the window of everybody, and never on a device', () => {
    expect(decidePaperStart(window, null, minutesOn(10))).toEqual(accept(null))
    expect(decidePaperStart({ ...window, means: ['large-text'] }, null, minutesOn(10))).toEqual(refuse({ kind: 'not-on-paper' }))
    expect(decidePaperStart(window, null, minutesOn(-1))).toEqual(refuse({ kind: 'not-open-yet' }))
    expect(decidePaperStart(window, null, minutesOn(31))).toMatchObject({ refusal: { kind: 'too-late' } })
    expect(decidePaperStart({ ...window, state: 'closed' }, null, minutesOn(10))).toEqual(refuse({ kind: 'session-closed' }))
    for (const admittedAt of [null, noon])
      expect(decideStart({ ...window, admittedAt }, null, { at: minutesOn(10), token: 'K7PM3Q' })).toEqual(refuse({ kind: 'on-paper' }))
  })

  test('asks for no browser, whatever the session asks of devices', () => {
    const inComputerRoom = { ...window, configKey: 'ab'.repeat(32) }
    expect(decideStart({ ...inComputerRoom, means: [] }, null, { at: minutesOn(10), token: 'K7PM3Q' })).toEqual(
      refuse({ kind: 'other-browser' }),
    )
    expect(decidePaperStart(inComputerRoom, null, minutesOn(10))).toEqual(accept(null))
  })
})

const closed: PaperProgress = { status: 'closed', isVoid: false, enteredBy: [], isSettled: false }
const sheets: [string, PaperProgress, ReturnType<typeof paperStage>, boolean][] = [
  ['not begun', { ...closed, status: null }, 'planned', false],
  ['being written', { ...closed, status: 'running' }, 'writing', false],
  ['handed in', closed, 'first-entry', true],
  ['keyed in once', { ...closed, enteredBy: [ani] }, 'second-entry', true],
  ['keyed in twice with differences', { ...closed, enteredBy: [ani, budi] }, 'differences', true],
  ['settled', { ...closed, enteredBy: [ani, budi], isSettled: true }, 'ready', false],
  ['void', { ...closed, enteredBy: [ani], isVoid: true }, 'void', false],
]
test.each(sheets)('a sheet that is %s', (_, progress, stage, awaits) => {
  expect(paperStage(progress)).toBe(stage)
  expect(awaitsKeying(paperStage(progress))).toBe(awaits)
})

test.each<[string, PaperProgress, AccountId, unknown]>([
  ['the first', closed, ani, accept(1)],
  ['the second by somebody else', { ...closed, enteredBy: [ani] }, budi, accept(2)],
  ['the second by the same', { ...closed, enteredBy: [ani] }, ani, refuse({ kind: 'entered-by-you' })],
  ['a third', { ...closed, enteredBy: [ani, budi] }, citra, refuse({ kind: 'already-keyed-in' })],
  ['one while it is written', { ...closed, status: 'running' }, ani, refuse({ kind: 'not-handed-in' })],
  ['one of a void exam', { ...closed, isVoid: true }, ani, refuse({ kind: 'void' })],
])('keying in: %s', (_, progress, by, answer) => {
  expect(decideEntry(progress, by)).toEqual(answer)
})

test.each<[string, PaperProgress, AccountId, unknown]>([
  ['a third person', { ...closed, enteredBy: [ani, budi] }, citra, accept(null)],
  ['the first keyer', { ...closed, enteredBy: [ani, budi] }, ani, refuse({ kind: 'needs-third-person' })],
  ['the second keyer', { ...closed, enteredBy: [ani, budi] }, budi, refuse({ kind: 'needs-third-person' })],
  ['anybody before the second entry', { ...closed, enteredBy: [ani] }, citra, refuse({ kind: 'nothing-to-settle' })],
  ['anybody once it is settled', { ...closed, enteredBy: [ani, budi], isSettled: true }, citra, refuse({ kind: 'nothing-to-settle' })],
  ['anybody once it is void', { ...closed, enteredBy: [ani, budi], isVoid: true }, citra, refuse({ kind: 'void' })],
])('settling differences: %s', (_, progress, by, answer) => {
  expect(decideSettling(progress, by)).toEqual(answer)
})
