import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type SeededRandom, seededRandom } from '#app/domain/shared/seeded-random.ts'

export const PROFILES = ['steady', 'start', 'handin', 'soak', 'overload'] as const
export const Profile = z.enum(PROFILES)
export type Profile = z.infer<typeof Profile>

/** Everything the robots are told; all moments are seconds after the go. */
export const Orders = z.object({
  profile: Profile,
  port: z.number(),
  seed: z.number(),
  numbers: z.array(z.string()),
  pin: z.string(),
  token: z.string(),
  signInsAtOnce: z.number(),
  /** All begin within this time. */
  startWithin: z.number(),
  /** Until when answers are given. */
  saveUntil: z.number(),
  /** All hand in within this time after `saveUntil`. */
  handInWithin: z.number(),
  thinkFrom: z.number(),
  thinkTo: z.number(),
  /** Of each hundred saves: connections cut after sending, and connections made anew before it. */
  cutOfHundred: z.number(),
  reconnectOfHundred: z.number(),
  /** Of each hundred hand-ins: a second one at the same moment. */
  twiceOfHundred: z.number(),
  report: z.string(),
})
export type Orders = z.infer<typeof Orders>

export type Save = {
  readonly due: number
  readonly positions: readonly number[]
  /** Cut after sending: the same batch comes again after so many seconds; null when the line holds. */
  readonly cutFor: number | null
  readonly reconnects: boolean
}
export type Day = { readonly startDue: number; readonly saves: readonly Save[]; readonly handInDue: number; readonly handsInTwice: boolean }

export function randomOf(seed: number, robot: number, purpose: string): SeededRandom {
  return seededRandom(createHash('sha256').update(`${seed} ${robot} ${purpose}`).digest('hex'))
}

/** One candidate's day: what is done when, fixed before it begins, so that slow answers hide nothing. */
export function planDay(orders: Orders, robot: number, questions: number): Day {
  const random = randomOf(orders.seed, robot, 'day')
  const within = (seconds: number) => random.between(0, Math.round(seconds * 1000)) / 1000
  const startDue = within(orders.startWithin)
  const saves: Save[] = []
  const think = () => random.between(Math.round(orders.thinkFrom * 1000), Math.round(orders.thinkTo * 1000)) / 1000
  for (let due = startDue + think(); due < orders.saveUntil; due += think()) {
    const positions = Array.from({ length: random.between(1, 10) === 1 ? 2 : 1 }, () => random.between(1, questions))
    const cutFor = random.between(1, 100) <= orders.cutOfHundred ? random.between(500, 2_000) / 1000 : null
    saves.push({ due, positions: [...new Set(positions)], cutFor, reconnects: random.between(1, 100) <= orders.reconnectOfHundred })
  }
  const handInDue = orders.saveUntil + within(orders.handInWithin)
  // A last answer right before the hand-in, as people do.
  saves.push({ due: Math.max(orders.saveUntil, handInDue - 1), positions: [random.between(1, questions)], cutFor: null, reconnects: false })
  return { startDue, saves, handInDue, handsInTwice: random.between(1, 100) <= orders.twiceOfHundred }
}
