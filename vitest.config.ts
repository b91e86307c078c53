import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['tests/setup/global.ts'],
    setupFiles: ['tests/setup/each.ts'],
    include: ['app/**/*.test.{ts,tsx}', 'tests/{use-cases,guarantees,reference,platform,documents}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DEMO: '1', DATA_FOLDER: 'node_modules/.cache/tera/test-data' },
  },
})
