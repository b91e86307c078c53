import { join } from 'node:path'
import { chromium } from 'playwright'
import { DEMO_PASSWORD } from '../prisma/demo/accounts.ts'
import { ROOT } from './child-process.ts'
import { chromiumPath } from './find-chromium.ts'

/** The README's pictures, from a demo that runs: `tsx scripts/screenshots.ts <origin> <participant number> <PIN> <session token>`. */
async function main([origin, number, pin, token]: readonly string[]) {
  if (!origin || !number || !pin || !token)
    throw new Error('usage: tsx scripts/screenshots.ts <origin> <participant number> <PIN> <session token>')
  const executablePath = chromiumPath()
  const browser = await chromium.launch({ ...(executablePath !== null && { executablePath }), args: ['--no-sandbox'] })

  const phone = await (
    await browser.newContext({ viewport: { width: 393, height: 851 }, isMobile: true, hasTouch: true, locale: 'id-ID' })
  ).newPage()
  await phone.goto(`${origin}/exam/sign-in?number=${number}`)
  await phone.locator('[name=pin]').fill(pin)
  await phone.locator('main form button[type=submit]').last().click()
  await phone.waitForURL(/\/exam(\?|$)/)
  if (await phone.locator('[name=token]').isVisible()) {
    await phone.locator('[name=identity]').check()
    await phone.locator('[name=token]').fill(token)
    await phone.locator('form:has([name=identity]) button[type=submit]').click()
  } else await phone.goto(`${origin}/exam/attempt`)
  await phone.waitForURL(/\/exam\/attempt/)
  while ((await phone.locator('.option-input[type=radio]').count()) < 3) await phone.locator('button[name=go][value=next]').last().click()
  await phone.locator('.option-input').first().check()
  await phone.waitForTimeout(3_000)
  await phone.screenshot({ path: join(ROOT, 'docs/images/exam-phone.png') })

  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'id-ID' })).newPage()
  await desk.goto(`${origin}/sign-in`)
  await desk.locator('[name=username]').fill('analis')
  await desk.locator('[name=password]').fill(DEMO_PASSWORD)
  await desk.locator('main button[type=submit]').click()
  await desk.waitForURL('**/work')
  await desk.goto(`${origin}/office/distribution`)
  await desk.locator('.recharts-surface').first().waitFor()
  await desk.waitForTimeout(2_000)
  await desk.screenshot({ path: join(ROOT, 'docs/images/distribution.png') })
  await browser.close()
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
