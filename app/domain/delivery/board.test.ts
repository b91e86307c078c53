import { expect, test } from 'vitest'
import { type BoardAttempt, type BoardStanding, boardCounts, standingAt } from './board.ts'

const noon = new Date('2026-11-10T05:00:00Z')
const seconds = (count: number) => new Date(noon.getTime() + count * 1000)
const attempt: BoardAttempt = {
  status: 'running',
  deadline: seconds(600),
  pausedAt: null,
  isVoid: false,
  seenAt: seconds(-10),
  answered: 12,
  questions: 60,
  signals: [],
}

const cases: [string, Date | null, BoardAttempt | null, BoardStanding][] = [
  ['nobody came', null, null, { kind: 'absent' }],
  ['admitted', noon, null, { kind: 'ready' }],
  ['writing', noon, attempt, { kind: 'writing', answered: 12, questions: 60, secondsLeft: 600 }],
  [
    'silent for as long as allowed',
    noon,
    { ...attempt, seenAt: seconds(-60) },
    { kind: 'writing', answered: 12, questions: 60, secondsLeft: 600 },
  ],
  [
    'silent for longer',
    noon,
    { ...attempt, seenAt: seconds(-61) },
    { kind: 'disconnected', answered: 12, questions: 60, silentSeconds: 61, secondsLeft: 600 },
  ],
  ['handed in', noon, { ...attempt, status: 'closed', seenAt: seconds(-900) }, { kind: 'finished', answered: 12, questions: 60 }],
  [
    'paused: what was left stays left',
    noon,
    { ...attempt, pausedAt: seconds(-300), seenAt: seconds(-280) },
    { kind: 'paused', answered: 12, questions: 60, secondsLeft: 900 },
  ],
  ['void', noon, { ...attempt, status: 'closed', isVoid: true }, { kind: 'void' }],
  ['time is over', noon, { ...attempt, deadline: seconds(-5) }, { kind: 'writing', answered: 12, questions: 60, secondsLeft: 0 }],
]
test.each(cases)('a candidate on the board: %s', (_, admittedAt, row, standing) => {
  expect(standingAt({ admittedAt, attempt: row, paper: null }, noon, 60)).toEqual(standing)
})

test('the board counts its tiles', () => {
  const standings = cases.map(([, admittedAt, row]) => standingAt({ admittedAt, attempt: row, paper: null }, noon, 60))
  expect(boardCounts(standings)).toEqual({ absent: 1, ready: 1, writing: 3, disconnected: 1, paused: 1, finished: 1, void: 1 })
})

test('whoever sits on paper is never disconnected', () => {
  const silent = { ...attempt, seenAt: seconds(-3600) }
  expect(standingAt({ admittedAt: noon, attempt: silent, paper: 'writing' }, noon, 60)).toMatchObject({ kind: 'writing' })
  expect(standingAt({ admittedAt: noon, attempt: silent, paper: null }, noon, 60)).toMatchObject({ kind: 'disconnected' })
})
