import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'

// One process runs many files, because packages, and PGlite above all, are slow while they are new to it. Of the project's own
// modules each file gets new ones, and it finds the settings of the process as the first file did.
vi.resetModules()
vi.useRealTimers()
const settings = { ...process.env }
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name]
  Object.assign(process.env, settings)
})

// Files, keys and secrets of tests that run at the same time stand apart.
process.env.DATA_FOLDER = join('node_modules/.cache/tera/test-data', process.env.VITEST_POOL_ID ?? '1')

// A test that makes the code complain fails: console.error is where React and libraries report misuse.
let complaints: unknown[][] = []
beforeEach(() => {
  complaints = []
  vi.spyOn(console, 'error').mockImplementation((...parts) => {
    complaints.push(parts)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  expect(complaints).toEqual([])
})
