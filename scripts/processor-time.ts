import { readFileSync } from 'node:fs'

/** Linux counts it in hundredths of a second, whatever the kernel's own clock. */
const TICKS = 100

/** Seconds of processor time that a process has taken until now; NaN where the system does not tell. */
export function processorSeconds(pid: number | undefined): number {
  return secondsIn(`/proc/${pid}/stat`)
}

/** The same of its first thread alone, on which the event loop of a Node process turns. */
export function mainThreadSeconds(pid: number | undefined): number {
  return secondsIn(`/proc/${pid}/task/${pid}/stat`)
}

function secondsIn(file: string): number {
  try {
    // The name, in brackets, may hold spaces.
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return Number.NaN
  }
}
