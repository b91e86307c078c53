import { afterEach, beforeEach, expect, vi } from 'vitest'

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
