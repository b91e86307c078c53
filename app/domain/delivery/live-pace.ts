/** What a watcher was told last, in milliseconds of any clock, and whether something happened since. */
export type Pace = { readonly toldAt: number | null; readonly isDue: boolean }

export const QUIET: Pace = { toldAt: null, isDue: false }

/** What is to be done: tell now, wake up after so many milliseconds, or nothing. */
export type PaceStep = { readonly pace: Pace; readonly tells: boolean; readonly wakeIn: number | null }

/**
 * Something happened: it is told at once after a quiet time, and otherwise, with all that comes meanwhile, when `apart`
 * milliseconds lie behind what was told last.
 */
export function paceChange(pace: Pace, at: number, apart: number): PaceStep {
  if (pace.isDue) return { pace, tells: false, wakeIn: null }
  const wait = pace.toldAt === null ? 0 : pace.toldAt + apart - at
  return wait <= 0
    ? { pace: { toldAt: at, isDue: false }, tells: true, wakeIn: null }
    : { pace: { ...pace, isDue: true }, tells: false, wakeIn: Math.min(wait, apart) }
}

/** The time that was waited for is over. */
export function paceWake(pace: Pace, at: number): PaceStep {
  return { pace: pace.isDue ? { toldAt: at, isDue: false } : pace, tells: pace.isDue, wakeIn: null }
}
