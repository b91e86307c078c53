import { defineConfig } from 'playwright/test'
import { chromiumPath } from './scripts/find-chromium.ts'

const executablePath = chromiumPath()
const LONGEST = '**/programme.test.ts'
const desktop = { name: 'desktop', use: { browserName: 'chromium', viewport: { width: 1280, height: 800 } } } as const

export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '**/*.test.ts',
  globalSetup: './tests/setup/journeys.ts',
  outputDir: 'test-results',
  // Two on two processors: a journey waits much of its time. Each has an app, a database and a port of its own.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // A machine with other work beside it answers later, not differently.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    trace: 'retain-on-failure',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // The longest begins first, so that nothing waits for it in the end.
    { ...desktop, testMatch: LONGEST },
    { ...desktop, testIgnore: LONGEST },
    {
      // Elsewhere candidates have phones of their own inside the one journey.
      name: 'phone',
      testMatch: '**/start.test.ts',
      use: { browserName: 'chromium', viewport: { width: 393, height: 851 }, deviceScaleFactor: 2.75, isMobile: true, hasTouch: true },
    },
  ],
})
