import { defineConfig } from 'vitest/config'

/** The small runs of robots and faults, each with a PostgreSQL and an app of its own; two files at a time, because most of them wait most of their time. */
export default defineConfig({
  test: {
    include: ['tests/faults/*.test.ts'],
    globalSetup: ['tests/faults/prepare.ts'],
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    env: { NODE_ENV: 'test', LOG_LEVEL: 'error', DEMO: '1' },
  },
})
