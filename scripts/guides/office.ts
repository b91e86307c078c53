import type { Page } from 'playwright'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { periodWords } from '#app/text/period.ts'
import { rosterWords } from '#app/text/roster.ts'
import { selectionWords } from '#app/text/selection.ts'
import { scenarioWords } from '#app/text/selection-scenario.ts'
import { addressOf, buttonOf, headOf, press, type Studio } from './studio.ts'

const { states, advance, groups } = periodWords.id
const { funnel } = distributionPageWords.id
const selection = selectionWords.id
const scenario = scenarioWords.id
const roster = rosterWords.id

/** Fewer seats in the kelurahan that sat the exam than people who passed it, so that some are reserves. */
const CITY_TOTAL = '120'
const ROSTER = [
  'nik;nama;jenis_kelamin;tanggal_lahir;kode_kelurahan;kelurahan;kecamatan;posyandu;telepon;pekerjaan;pekerjaan_suami;mulai_bertugas;nomor_sk',
  '9901015205800001;Ani Contoh;P;12/05/1980;36.72.02.1002;Ciwedus;Cilegon;Melati 1;081234567890;ibu rumah tangga;buruh;2015;SK-1/2025',
  '99010152058;Budiarti Contoh;P;13/05/1981;36.72.02.1002;Ciwedus;Cilegon;Melati 2;;ibu rumah tangga;;2016;SK-1/2025',
  '9901015405820003;Cucu Contoh;P;31/02/1982;;Cibeber;;Mawar 1;;pedagang;;2018;SK-1/2025',
].join('\r\n')
const FIGURES = ['nomor_peserta;praktik;pengabdian', '26-000001;82,5;70', '26-000002;105;65', '26-999999;77;60'].join('\r\n')

export type Periods = { readonly open: string; readonly finished: string }

/** The demo's two periods: the one under way and the one that is over. */
export async function findPeriods({ desk }: Studio): Promise<Periods> {
  const page = await desk('analis')
  await page.goto('/office/periods')
  const rows = page.locator('tbody tr')
  return { open: await addressOf(rows.first().locator('a').first()), finished: await addressOf(rows.nth(1).locator('a').first()) }
}

/** Takes the period one stage further. */
export async function advancePeriod(page: Page, period: string, to: keyof typeof states): Promise<void> {
  await page.goto(period)
  await press(page, buttonOf(page, advance(states[to])))
}

/** Roster, figures, a list that one person proposes and another approves, scenarios and the funnel. */
export async function takeOffice({ desk, take }: Studio, { open, finished }: Periods): Promise<void> {
  const page = await desk('analis')
  await page.goto(open)
  await take('docs/guides/images/dinas-periode.png', page)
  await advancePeriod(page, open, 'marking')

  await page.goto('/office/roster/import')
  await page.locator('input[type=file]').setInputFiles({ name: 'kader.csv', mimeType: 'text/csv', buffer: Buffer.from(ROSTER) })
  await press(page, buttonOf(page, roster.check))
  await take('docs/guides/images/dinas-data-kader.png', page, [headOf(page), page.locator('table').last()])

  const list = open.replace('/office/periods/', '/office/selection/')
  await page.goto(`${list}/figures`)
  await page.locator('input[type=file]').setInputFiles({ name: 'nilai.csv', mimeType: 'text/csv', buffer: Buffer.from(FIGURES) })
  await press(page, buttonOf(page, selection.figuresCheck))
  await take('docs/guides/images/dinas-data-seleksi.png', page, [headOf(page), page.locator('table').last()])

  await page.goto(list)
  await page.locator('[name=cityTotal]').fill(CITY_TOTAL)
  await page.locator('[name=missingComponent]').selectOption('leave-out-for-all')
  await press(page, buttonOf(page, selection.make))
  if (await page.locator('[name=lotNumber]').isVisible()) {
    await page.locator('[name=lotNumber]').fill('5742')
    await press(page, buttonOf(page, selection.lotSave))
  }
  await take('docs/guides/images/dinas-daftar.png', page, [headOf(page), buttonOf(page, selection.propose)])
  const run = new URL(page.url()).pathname
  await press(page, buttonOf(page, selection.propose))
  const approver = await desk('penyetuju')
  await approver.goto(run)
  await press(approver, buttonOf(approver, selection.approve))

  await page.goto(`${finished.replace('/office/periods/', '/office/selection/')}/scenarios`)
  for (const box of await page.locator('[name=with]').all()) await box.check()
  await buttonOf(page, scenario.compare).click()
  await page.waitForURL('**/compare**')
  await take('docs/guides/images/dinas-skenario.png', page, [headOf(page), page.locator('table').first()])

  await page.goto('/office/distribution/funnel')
  await take('docs/guides/images/dinas-corong.png', page, [
    page.getByRole('heading', { name: funnel.title }),
    page.locator('figure, ol').last(),
  ])

  await page.goto('/office/distribution')
  await page.locator('.recharts-surface').first().waitFor()
  await page.waitForTimeout(2_000)
  await take('docs/images/distribution.png', page)

  await page.goto('/office/periods/new')
  await page.locator('[name=code]').fill('KCM-BERIKUTNYA')
  await page.locator('[name=name]').fill('Asesmen kader berikutnya (peragaan)')
  await page.locator('[name=startsOn]').fill('2030-10-01')
  await press(page, page.locator('main button[type=submit]').last())
  await page.goto(`${new URL(page.url()).pathname}/policy/edit`)
  await take('docs/guides/images/dinas-aturan.png', page, [headOf(page), page.getByText(groups.eligibility).first()])
}
