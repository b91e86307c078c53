import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/each.ts'],
    include: ['app/**/*.test.{ts,tsx}', 'tests/{use-cases,guarantees,reference,platform,documents}/**/*.test.{ts,tsx}'],
    // Two at a time on two processors; a process keeps what is packages' and nothing of a file's own (tests/setup/each.ts).
    pool: 'forks',
    poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1), isolate: false } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: '1' },
  },
})
