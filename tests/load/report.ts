import type { Watched } from './app-process.ts'
import type { Finding } from './invariants.ts'
import type { Act, RobotsReport, Sample } from './ledger.ts'
import type { LoadOptions, LoadReport } from './run.ts'

export type Measured = {
  readonly heard: RobotsReport
  readonly acknowledged: number
  /** Seconds from the robots' end until nothing waited for its score. */
  readonly scoredAfter: number
  /** Seconds from the closing to the score, of the slowest one. */
  readonly scoredWithin: number
  /** Attempts of a stampede that the candidate did not close. */
  readonly late: number
  readonly watched: readonly (readonly Watched[])[]
  readonly from: number
  readonly steadyFrom: number
  readonly planned: number
  /** How many processes wanted a processor before the robots came, and how many processors there are. */
  readonly before: { readonly load: number; readonly processors: number }
}

export type Verdict = 'goal' | 'floor' | 'below the floor' | '-'
export type Line = {
  readonly id: string
  readonly what: string
  readonly measured: string
  readonly floor: string
  readonly goal: string
  readonly verdict: Verdict
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const ms = (value: number) => (Number.isNaN(value) ? '-' : value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(0)} ms`)

export function linesOf({ profile, candidates, seconds }: LoadOptions, measured: Measured, findings: readonly Finding[]): Line[] {
  const { heard } = measured
  const of = (act: Act) => heard.samples.filter((sample) => sample.act === act)
  const size = (enough: boolean, goal: boolean): Verdict =>
    !enough ? 'below the floor' : goal && candidates >= 2_650 ? 'goal' : candidates >= 300 ? 'floor' : '-'
  const lines: Line[] = []
  const signIns = of('sign-in')
  const took =
    signIns.length === 0
      ? 0
      : (Math.max(...signIns.map((sample) => sample.due + sample.took)) - Math.min(...signIns.map(({ due }) => due))) / 1000
  lines.push({
    id: '',
    what: 'sign-ins, four at a time, before the go',
    measured: `${signIns.length} in ${took.toFixed(1)} s, p95 ${ms(p(signIns, 0.95))}`,
    floor: '',
    goal: '',
    verdict: '-',
  })
  if (profile === 'steady' || profile === 'soak') {
    const saves = [...of('save'), ...of('save again')].filter(({ due }) => due >= measured.steadyFrom)
    const [p95, p99, errors] = [p(saves, 0.95), p(saves, 0.99), saves.filter(({ good }) => !good).length]
    const isEnough = p95 <= 300 && p99 <= 1000 && errors === 0
    lines.push({
      id: 'L1',
      what: `${candidates} at once, a save each 10 to 30 s, ${seconds} s`,
      measured: `${saves.length} saves, p50 ${ms(p(saves, 0.5))}, p95 ${ms(p95)}, p99 ${ms(p99)}, ${errors} errors, ${heard.cut} cut and repeated`,
      floor: '300; p95 300 ms, p99 1 s, 0 errors',
      goal: '2,650, the same',
      verdict: size(isEnough, isEnough),
    })
  }
  const starts = of('start')
  const failedStarts = new Set(heard.ledgers.filter(({ attemptId }) => attemptId === '').map(({ number }) => number)).size
  const slowest = p(
    starts.filter(({ good }) => good),
    0.99,
  )
  const begin = candidates <= 300 ? 10 : 60
  lines.push({
    id: profile === 'start' ? 'L2' : '',
    what: `starts with the paper's page, ${profile === 'start' ? `all within ${begin} s` : 'spread'}`,
    measured: `${starts.length - starts.filter(({ good }) => !good).length} started, p50 ${ms(p(starts, 0.5))}, p95 ${ms(p(starts, 0.95))}, p99 ${ms(slowest)}, ${starts.filter(({ good }) => !good).length} errors`,
    floor: profile === 'start' ? '300 in 10 s; p99 3 s' : '',
    goal: profile === 'start' ? '2,650 in 60 s' : '',
    verdict: profile === 'start' ? size(failedStarts === 0 && slowest <= 3000, true) : failedStarts === 0 ? '-' : 'below the floor',
  })
  const handIns = [...of('hand-in'), ...of('second hand-in')]
  const refused = handIns.filter(({ good }) => !good).length
  const without = heard.ledgers.filter(({ attemptId, handedIn }) => attemptId !== '' && handedIn === 0).length
  const lateSaves = heard.ledgers.flatMap(({ answers }) => answers).filter(({ standing }) => standing === 'late').length
  lines.push({
    id: profile === 'handin' ? 'L3' : '',
    what: `hand-ins${profile === 'handin' ? ' in the last 5 s, one in ten twice' : ', one in ten twice'}`,
    measured: `${handIns.length}, p95 ${ms(p(handIns, 0.95))}, ${refused} errors, ${without + measured.late} not done; all scored ${measured.scoredAfter.toFixed(1)} s after the last, each within ${measured.scoredWithin.toFixed(1)} s${lateSaves > 0 ? `, ${lateSaves} late answers` : ''}`,
    floor: profile === 'handin' ? '300; none refused; scored in 30 s' : '',
    goal: profile === 'handin' ? '2,650' : '',
    verdict:
      profile === 'handin'
        ? size(without + measured.late + lateSaves === 0 && measured.scoredAfter < 30 && measured.scoredWithin <= 30, true)
        : without === 0
          ? '-'
          : 'below the floor',
  })
  if (profile === 'overload') lines.push(...overloadLines(heard.samples))
  for (const { id, what, counted, wrong } of findings)
    lines.push({ id, what, measured: `${wrong} of ${counted}`, floor: '0', goal: '0', verdict: wrong === 0 ? 'goal' : 'below the floor' })
  lines.push(...processLines(profile, measured))
  return lines
}

function p(samples: readonly Sample[], share: number): number {
  return quantile(
    samples.map(({ took }) => took),
    share,
  )
}

/** Saves and pages that came while the attempts were locked. */
function overloadLines(samples: readonly Sample[]): Line[] {
  const saves = samples.filter(({ act }) => act === 'save' || act === 'save again')
  const pages = samples.filter(({ act }) => act === 'page')
  return [overloadLine('saves', saves), overloadLine('pages of the exam', pages)]
}

function overloadLine(what: string, samples: readonly Sample[]): Line {
  const busy = samples.filter(({ status }) => status === 503)
  const others = samples.filter(({ good, status }) => !good && status !== 503)
  const slow = samples.filter(({ good, waited }) => good && waited > 5_500)
  const longest = Math.max(0, ...busy.map(({ waited }) => waited))
  const statuses = [...new Set(others.map(({ status }) => status))].join(', ')
  return {
    id: 'L8',
    what: `${what} while the attempts are locked for 12 s`,
    measured: `${busy.length} of ${samples.length} answered 503, the slowest after ${ms(longest)}; ${slow.length} waited longer than 5 s and went well, at most ${ms(Math.max(0, ...slow.map(({ waited }) => waited)))}; ${others.length} other errors${others.length > 0 ? ` (${statuses}), the slowest after ${ms(Math.max(...others.map(({ waited }) => waited)))}` : ''}`,
    floor: '503 + Retry-After within 5 s, none lost',
    goal: '',
    verdict: busy.length > 0 && longest <= 5_500 && others.length === 0 && slow.length === 0 ? 'floor' : 'below the floor',
  }
}

const MB = 1024 * 1024

/** Memory: the mean of the last tenth of the time beside that of the tenth after the first fifth, when caches are filled. */
function processLines(profile: LoadOptions['profile'], { watched, from, steadyFrom }: Measured): Line[] {
  return watched.flatMap((all) => {
    const own = all.filter(({ at }) => at >= from + steadyFrom)
    if (own.length < 3) return []
    const tenth = Math.max(1, Math.floor(own.length / 10))
    const mean = (some: readonly Watched[]) => some.reduce((sum, { rss }) => sum + rss, 0) / some.length
    const [early, late] = [mean(own.slice(tenth * 2, tenth * 3 + 1)), mean(own.slice(-tenth))]
    const growth = ((late - early) / early) * 100
    const delay = quantile(
      own.map(({ delayP99 }) => delayP99),
      0.99,
    )
    const soaks = profile === 'soak'
    return {
      id: soaks ? 'L7' : '',
      what: 'memory and processor time of the app, and how late its event loop is',
      measured: `${(early / MB).toFixed(0)} MB, then ${(late / MB).toFixed(0)} MB (${growth >= 0 ? '+' : ''}${growth.toFixed(1)} %); ${((all.at(-1)?.processor ?? 0) - (all.find(({ at }) => at >= from)?.processor ?? 0)).toFixed(0)} s of processor time in ${(((all.at(-1)?.at ?? 0) - from) / 1000).toFixed(0)} s; event loop p99 ${ms(
        quantile(
          own.map(({ delayP99 }) => delayP99),
          0.5,
        ),
      )} in the median second, ${ms(delay)} in the worst of a hundred`,
      floor: soaks ? '+10 %, 100 ms' : '',
      goal: '',
      verdict: soaks ? (growth <= 10 && delay <= 100 ? ('floor' as const) : ('below the floor' as const)) : ('-' as const),
    }
  })
}

export function show({ options, commit, lines, findings, measured }: LoadReport): void {
  const { profile, candidates, seconds, seed, workers } = options
  console.log(
    `\n${profile}: ${candidates} candidates, ${seconds} s, seed ${seed}, ${workers} process${workers > 1 ? 'es' : ''}, ${commit}; open-loop, PostgreSQL with fsync, app and robots on the same ${measured.before.processors} processors, load ${measured.before.load.toFixed(1)} before`,
  )
  showTable(
    ['', 'what', 'measured', 'floor', 'goal', 'verdict'],
    lines.map(({ id, what, measured: text, floor, goal, verdict }) => [id, what, text, floor, goal, verdict]),
  )
  for (const [fault, count] of Object.entries(measured.heard.faults)) console.log(`  ${count} x ${fault}`)
  for (const { id, examples } of findings) for (const example of examples) console.log(`  ${id}: ${example}`)
}

/** As Markdown shows it, so that a table goes into a document as it is. */
export function showTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`| ${head.join(' | ')} |`)
  console.log(`|${head.map(() => ' --- |').join('')}`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}
