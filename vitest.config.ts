import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/each.ts'],
    include: ['app/**/*.test.{ts,tsx}', 'tests/{use-cases,guarantees,reference,platform,documents}/**/*.test.{ts,tsx}'],
    // Two at a time on two processors; each has a data folder of its own (tests/setup/each.ts).
    pool: 'forks',
    poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1) } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: '1' },
  },
})
