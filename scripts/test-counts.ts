import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { ROOT } from './child-process.ts'

export type Counts = { readonly passed: number; readonly skipped: number; readonly failures: readonly Failure[] }
/** What failed and why, in so few lines that the end of a long run can name it. */
type Failure = { readonly title: string; readonly reason: string }
export const NOTHING: Counts = { passed: 0, skipped: 0, failures: [] }

export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, skipped: a.skipped + b.skipped, failures: [...a.failures, ...b.failures] }
}

export function oneFailed(title: string, error: unknown = ''): Counts {
  return { ...NOTHING, failures: [{ title, reason: error instanceof Error ? error.message : String(error) }] }
}

/** Every failure by its name, then the counts as the last line. */
export function report({ passed, skipped, failures }: Counts): string {
  const named = failures.map(({ title, reason }) => `FAILED ${title}\n${indented(firstLines(reason, 15))}`)
  return ['', ...named, `${passed} passed, ${failures.length} failed, ${skipped} skipped`].join('\n')
}

function firstLines(text: string, count: number): readonly string[] {
  return stripVTControlCharacters(text).trimEnd().split('\n').slice(0, count)
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `       ${line.slice(0, 300)}`).join('\n')
}

const VitestFile = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string().optional(),
  assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() })),
})
const VitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(VitestFile),
})

/** A file that fails outside its tests, in a set-up or because it does not load, is a failure of its own. */
function fileFailures({ name, status, message, assertionResults }: z.infer<typeof VitestFile>): readonly Failure[] {
  const file = relative(ROOT, name)
  const tests = assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0 && status === 'failed') return [{ title: file, reason: message ?? '' }]
  return tests.map((test) => ({ title: `${file} > ${test.fullName}`, reason: (test.failureMessages ?? []).join('\n') }))
}

/** What vitest's JSON report says. */
export function readVitestReport(file: string): Counts {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = VitestReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures: testResults.flatMap(fileFailures) }
}

const PlaywrightSpec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })).default([]) })),
    }),
  ),
})
const PlaywrightSuite = z.object({
  title: z.string(),
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional()
  },
})
type PlaywrightSuite = z.infer<typeof PlaywrightSuite>
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), skipped: z.number() }),
  suites: z.array(PlaywrightSuite),
})

/** A test that passed only when tried again is a failure too. */
function journeyFailures({ title, specs, suites = [] }: PlaywrightSuite): readonly Failure[] {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => ({
        title: `${title} > ${spec.title}`,
        reason: results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).join('\n'),
      })),
  )
  return [...own, ...suites.flatMap(journeyFailures)]
}

/** What Playwright's JSON report says. */
export function readPlaywrightReport(file: string): Counts {
  const { stats, suites } = PlaywrightReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { passed: stats.expected, skipped: stats.skipped, failures: suites.flatMap(journeyFailures) }
}
