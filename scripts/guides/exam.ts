import { numberIn, press, type Studio } from './studio.ts'

const PIN = '246810'

/** A candidate of the open session, at a question, on a phone. */
export async function takeExam({ desk, phone, take }: Studio): Promise<void> {
  const proctor = await desk('pengawas')
  await proctor.goto('/proctor')
  await proctor.locator('main a[href*="/proctor/sessions/"]').first().click()
  await proctor.locator('#token-title').waitFor()
  const token = ((await proctor.locator('#token-title + p').textContent()) ?? '').trim()
  const number = numberIn(await proctor.locator('main').textContent())

  const page = await phone(null)
  await page.goto(`/exam/sign-in?number=${number}`)
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
  await page.locator('[name=identity]').check()
  await page.locator('[name=token]').fill(token)
  await press(page, page.locator('form:has([name=identity]) button[type=submit]'))
  await page.waitForURL(/\/exam\/attempt/)
  while ((await page.locator('.option-input[type=radio]').count()) < 3) await page.locator('button[name=go][value=next]').last().click()
  await page.locator('.option-input').first().check()
  await page.waitForTimeout(3_000)
  await take('docs/images/exam-phone.png', page)
}
