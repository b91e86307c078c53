import { join } from 'node:path'
import { afterEach, beforeEach, expect, vi } from 'vitest'

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
