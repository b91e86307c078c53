import { proctoringWords } from '#app/text/proctoring.ts'
import { buttonOf, headOf, press, type Studio } from './studio.ts'

const words = proctoringWords.id

/** The room in which the candidate of takeExam sits: its board, one act, and a request that waits. */
export async function takeProctor({ desk, phone, take }: Studio): Promise<void> {
  const proctor = await desk('pengawas')
  await proctor.goto('/proctor')
  await proctor.locator('main a[href*="/proctor/sessions/"]').first().click()
  await proctor.locator('#token-title').waitFor()
  const room = new URL(proctor.url()).pathname
  await take('docs/guides/images/pengawas-papan.png', proctor, [
    headOf(proctor),
    proctor.locator('main li').filter({ hasText: words.manage }).first(),
  ])

  const way = await proctor
    .getByRole('link', { name: new RegExp(`^${words.manageLabel('')}`) })
    .first()
    .getAttribute('href')
  const walking = await phone('pengawas')
  await walking.goto(way ?? room)
  await walking.locator('#amount-extend').fill('15')
  await walking.locator('#reason-extend').selectOption('power-cut')
  await take('docs/guides/images/pengawas-tindakan.png', walking, [headOf(walking), buttonOf(walking, words.acts.extend)])

  await proctor.goto(`${room}/record`)
  await proctor.locator('#amount-mass').fill('10')
  await proctor.locator('#reason-mass').selectOption('network')
  await press(proctor, buttonOf(proctor, words.ask))
  await take('docs/guides/images/pengawas-catatan.png', proctor, [headOf(proctor), proctor.locator('#mass-scope')])
}
