import { expect, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'

let app: AppServer | undefined
test.beforeAll(async () => {
  // Loading the demo takes long where nothing is prepared yet.
  test.setTimeout(600_000)
  app = await startApp({ data: 'demo' })
})
test.afterAll(() => app?.stop())

test('the home page answers without complaints of the browser', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const response = await page.goto(app?.origin ?? '')
  expect(response?.status()).toBe(200)
  await expect(page.locator('h1')).toBeVisible()
  expect(complaints).toEqual([])
})
