import { readdirSync, readFileSync } from 'node:fs'

/** Seconds of processor time that a process and the ones it started have used, also those that ended, from Linux's own count in hundredths; 0 elsewhere. */
export function processorSeconds(pid: number | undefined): number {
  if (pid === undefined) return 0
  return processes()
    .filter((each) => each.pid === pid || each.parent === pid)
    .reduce((sum, each) => sum + each.seconds + (each.pid === pid ? each.ended : 0), 0)
}

/** The process that started this one. */
export function parentOf(pid: number): number | undefined {
  return processes().find((each) => each.pid === pid)?.parent
}

function processes() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readOne(Number(name)))
  } catch {
    return []
  }
}

function readOne(pid: number): { readonly pid: number; readonly parent: number; readonly seconds: number; readonly ended: number }[] {
  try {
    // The command's name stands in brackets and may hold spaces; state, parent … follow, user and system time as 12th and 13th, those of ended children next.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const hundredths = (place: number) => Number(fields[place]) / 100
    return [{ pid, parent: Number(fields[1]), seconds: hundredths(11) + hundredths(12), ended: hundredths(13) + hundredths(14) }]
  } catch {
    return []
  }
}
