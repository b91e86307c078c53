import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from 'playwright/test'
import { dayInWib, wibField } from '#app/domain/shared/calendar.ts'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { DEMO_PASSWORD } from '../../prisma/demo/accounts.ts'
import { expectFiguresIn, workbookLines } from './figures.ts'

/**
 * The whole way of one period, played by people in browsers: staff at a desk, candidates on phones. One candidate has no
 * JavaScript, one reloads and loses the network in the middle, one runs out of time.
 */
test.describe.configure({ mode: 'serial' })

const run = promisify(execFile)
const DESK = { viewport: { width: 1280, height: 800 } }
const PHONE = { viewport: { width: 393, height: 851 }, isMobile: true, hasTouch: true }
const BANK = readFileSync(join(import.meta.dirname, 'files/bank.yaml'), 'utf8')
const CADRES = ['Ani Rahmawati', 'Budiarti Lestari', 'Cucu Sumiati', 'Dedeh Kurniasih']
/** Stands in the decree, and became a teacher since. */
const TEACHER = 'Euis Komalasari'
/** Lives in another kelurahan than the others, in another kecamatan. */
const NEIGHBOUR = 'Fatimah Nuraini'
const PEOPLE = [...CADRES, NEIGHBOUR]
const CIWEDUS = '36.72.02.1002'
const CIBEBER = '36.72.01.1001'
const EXAM_MINUTES = 2

const RIGHT: Record<string, readonly string[]> = {
  'Kapsul vitamin A': ['a'],
  'empat pilar literasi': ['a', 'b'],
  'Sirene tsunami': ['true'],
  'Berapa liter': ['60'],
  'lubang pertukaran': ['Ventilasi'],
  'Ibu tetangga': ['Itu kekerasan fisik dalam rumah tangga. Saya mendengarkan dan menjaga kerahasiaannya.'],
}

let app: AppServer
let folder: string
const desks = new Map<string, Page>()
const cards = new Map<string, { number: string; pin: string }>()
let periodPage = ''
let sessionPage = ''
let token = ''
/** The phone of the one who runs out of time, and since when she sits. */
let slow: Page | null = null
let slowSince = 0
/** Of the two who answered everything: who is found below the threshold at first, and who has the seat until then. */
let appellant = ''
let holder = ''

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = mkdtempSync(join(tmpdir(), 'tera-journey-files-'))
  app = await startApp({ data: 'people' })
})
test.afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a period is made, and its policy set @postgres', async ({ browser }) => {
  const page = await desk(browser, 'analis')
  await page.goto('/office/periods/new')
  await page.locator('[name=code]').fill('KCM-2026')
  await page.locator('[name=name]').fill('Asesmen Kader 2026')
  await page.locator('[name=startsOn]').fill('2026-10-01')
  await page.locator('main button[type=submit]').last().click()
  await page.waitForURL(/\/office\/periods\/[0-9a-f-]{36}(\?|$)/)
  periodPage = page.url().split('?')[0] ?? ''
  await looksRight(page)

  await page.goto(`${periodPage}/policy/edit`)
  await page.locator('[name=minimumGroupOffice]').fill('1')
  await page.locator('[name=limitMinutes]').fill(String(EXAM_MINUTES))
  await page.locator('[name=reason]').fill('Uji coba dengan peserta sedikit')
  await looksRight(page)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/policy(\?|$)/)
  await expect(page.locator('main')).toContainText('Uji coba dengan peserta sedikit')

  await advancePeriod(2)
  await expect(page.locator('main')).toContainText('Ujian')
})

test('a roster with a fault is refused whole, the mended one comes in @postgres', async ({ browser }) => {
  const page = await desk(browser, 'analis')
  await upload(page, roster(['1234', ...NIKS.slice(1)]))
  await expect(page.locator('main')).toContainText('A2')
  await looksRight(page)
  await page.goto('/office/roster')
  await expect(page.locator('main')).not.toContainText(CADRES[1] ?? '')

  await upload(page, roster(NIKS))
  await press(page, page.locator('button[name=act][value=confirm]'))
  await page.goto('/office/roster')
  for (const name of PEOPLE) await expect(page.locator('main')).toContainText(name)
  await expect(page.locator('main')).not.toContainText(NIKS[0] ?? '')
  await looksRight(page)
})

test('questions are imported, signed off by somebody else, and published @postgres', async ({ browser }) => {
  const author = await desk(browser, 'penulis')
  await author.goto('/author/banks')
  await author.locator('[name=title]').fill('Bank uji coba')
  await author.locator('[name=slug]').fill('uji-coba')
  await author.locator('form:has([name=slug]) button[type=submit]').click()
  await author.waitForURL(/\/author\/banks\/[0-9a-f-]{36}/)
  const bank = author.url().split('?')[0] ?? ''
  await author.goto(`${bank}/import`)
  const file = join(folder, 'soal.yaml')
  writeFileSync(file, BANK)
  await author.locator('[name=file]').setInputFiles(file)
  await author.locator('button[name=intent][value=check]').click()
  await author.locator('button[name=intent][value=import]').click()
  await author.waitForURL((url) => url.pathname.endsWith(new URL(bank).pathname))
  await looksRight(author)

  const reviewer = await desk(browser, 'penelaah')
  await reviewer.goto('/author/reviews')
  for (const box of await reviewer.locator('input[name=chosen]').all()) await box.check()
  await looksRight(reviewer)
  await press(reviewer, reviewer.locator('form:has(input[name=chosen]) button[type=submit]').last())
  await reviewer.goto(bank)
  await press(reviewer, reviewer.locator('main form[method=post] button').first())
  await expect(reviewer.locator('main')).toContainText('6')
})

test('an exam is designed by one person and published by another @postgres', async ({ browser }) => {
  const author = await desk(browser, 'penulis')
  await author.goto('/author/exams/new')
  await author.locator('[name=title]').fill('Ujian uji coba')
  await author.locator('[name=formCount]').fill('1')
  await author.locator('main form button[type=submit]').last().click()
  await author.waitForURL(/\/author\/exams\/[0-9a-f-]{36}/)
  const exam = author.url().split('?')[0] ?? ''
  await looksRight(author)
  const reviewer = await desk(browser, 'penelaah')
  await reviewer.goto(exam)
  await press(reviewer, reviewer.locator('form[action$="/publish"] button'))
  await expect(reviewer.locator('form[action$="/publish"]')).toHaveCount(0)
  await looksRight(reviewer)
})

test('candidates are verified by three people: one goes back, one does not meet the requirements @postgres', async ({ browser }) => {
  test.setTimeout(120_000)
  const analyst = await desk(browser, 'analis')
  await analyst.goto('/office/candidates')
  for (const code of [CIWEDUS, CIBEBER]) await analyst.locator(`input[name=region][value="${code}"]`).check()
  await press(analyst, analyst.locator('button[name=act][value=chosen]'))

  const kelurahan = await desk(browser, 'lurah')
  await kelurahan.goto('/verification')
  await kelurahan.locator('main form[method=post] button[type=submit]').click()
  await kelurahan.waitForURL(/opened=5/)
  await looksRight(kelurahan)
  const list = await openList(kelurahan, 'Ciwedus')
  await chooseAll(kelurahan, CADRES.length)
  await kelurahan.locator('[name=statement]').check()
  await sendBatch(kelurahan, `${CADRES.length} berkas`)
  await openCase(kelurahan, list, TEACHER)
  await kelurahan.locator('[name=kind]').selectOption('employment')
  await kelurahan.locator('[name=file]').setInputFiles({ name: 'KTP Euis.png', mimeType: 'image/png', buffer: PICTURE })
  await kelurahan.locator('form[enctype="multipart/form-data"] button').click()
  await kelurahan.waitForURL(/done=upload/)
  await kelurahan.locator('[name=statement]').check()
  await looksRight(kelurahan)
  await takeStep(kelurahan, 'propose')

  const kecamatan = await desk(browser, 'camat2')
  await openCase(kecamatan, list, CADRES[0] ?? '')
  await kecamatan.locator('summary', { hasText: 'Kembalikan ke kelurahan' }).click()
  await kecamatan.locator('#note-return').fill('Fotokopi KTP belum ada.')
  await looksRight(kecamatan)
  await takeStep(kecamatan, 'return')
  await openCase(kelurahan, list, CADRES[0] ?? '')
  await expect(kelurahan.locator('main')).toContainText('Fotokopi KTP belum ada.')
  await kelurahan.locator('[name=statement]').check()
  await takeStep(kelurahan, 'propose')
  await kecamatan.goto(list)
  await chooseAll(kecamatan, CADRES.length)
  await sendBatch(kecamatan, `${CADRES.length} berkas`)
  await openCase(kecamatan, list, TEACHER)
  await takeStep(kecamatan, 'acknowledge')

  const verifier = await desk(browser, 'verifikator')
  await verifier.goto(list)
  await chooseAll(verifier, CADRES.length)
  await looksRight(verifier)
  await sendBatch(verifier, `${CADRES.length} berkas`)
  const neighbours = await openCases(browser, 'lurah2', 1)
  for (const officer of [await desk(browser, 'camat'), verifier]) {
    await officer.goto(neighbours)
    await chooseAll(officer, 1)
    await sendBatch(officer, '1 berkas')
  }
  await openCase(verifier, list, TEACHER)
  const document = await verifier.request.get((await verifier.locator('a[href*="/documents/"]').getAttribute('href')) ?? '')
  expect(document.headers()).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
  expect(document.headers()['content-disposition']).toMatch(/^attachment; filename="employment-[0-9a-f]{8}\.png"$/)
  await verifier.locator('summary', { hasText: 'Tidak memenuhi syarat' }).click()
  await verifier.locator('[name=reasons][value=occupation]').check()
  await verifier.locator('#note-ineligible').fill('Diangkat sebagai guru PPPK.')
  await looksRight(verifier)
  await verifier.locator('form:has([name=decision][value=ineligible]) button').click()
  await verifier.waitForURL(/done=step/)
  await expect(verifier.locator('main')).toContainText('TMS')
  await looksRight(verifier)
  await verifier.goto('/verification')
  await looksRight(verifier)

  const minutes = join(folder, 'berita-acara.pdf')
  writeFileSync(minutes, await (await verifier.request.get(`${list}/minutes`)).body())
  const { stdout } = await run('pdftotext', ['-layout', minutes, '-'])
  expect(stdout).toMatch(/Memenuhi syarat \(MS\)\s+4/)
  expect(stdout).toMatch(/Tidak memenuhi syarat \(TMS\)\s+1/)
})

test('a room is planned, seats are given and cards are made @postgres', async ({ browser }) => {
  const page = await desk(browser, 'analis')
  await page.goto('/office/venues')
  await page.locator('[name=name]').fill('Aula Kelurahan Ciwedus')
  await page.locator('[name=address]').fill('Jalan Ciwedus 1')
  await page.locator('select[name=regionCode]').selectOption(CIWEDUS)
  await page.locator('[name=capacity]').fill('40')
  await press(page, page.locator('form:has([name=address]) button[type=submit]').last())

  await page.goto('/office/sessions/new')
  const minutes = (count: number) => wibField(new Date(Math.ceil(Date.now() / 60_000) * 60_000 + count * 60_000))
  await page.locator('[name=label]').fill('Sesi 1')
  await page.locator('[name=opensAt]').fill(minutes(0))
  await page.locator('[name=latestStart]').fill(minutes(60))
  await page.locator('[name=hardClose]').fill(minutes(120))
  await page.locator('form:has([name=hardClose]) [name=capacity]').fill('20')
  await looksRight(page)
  await page.locator('form:has([name=hardClose]) button[type=submit]').last().click()
  await page.waitForURL(/\/office\/sessions\/[0-9a-f-]{36}/)
  sessionPage = page.url().split('?')[0] ?? ''
  for (const code of [CIWEDUS, CIBEBER]) {
    await page.locator('select[name=region]').selectOption(code)
    await press(page, page.locator('form:has(select[name=region]) button[type=submit]'))
  }
  await looksRight(page)

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('button[name=choice][value=missing]').click()])
  const pdf = join(folder, 'kartu.pdf')
  await download.saveAs(pdf)
  expect(download.suggestedFilename()).not.toMatch(/Ani|Budiarti/)
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-'])
  await readCards(page, stdout)
  expect(cards.size).toBe(PEOPLE.length)
  expect(stdout).not.toContain(TEACHER)

  const proctor = await desk(browser, 'pengawas')
  await proctor.goto(sessionPage.replace('/office/', '/proctor/'))
  token = ((await proctor.locator('#token-title + p').textContent()) ?? '').trim()
  expect(token).toMatch(/^[A-Z0-9]{6}$/)
  await looksRight(proctor)
})

test('four sit the exam: without JavaScript, without network for a while, as it should be, and one for as long as it takes @postgres', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  slow = await phone(browser, CADRES[2] ?? '', {})
  await enterExam(slow)
  await expect(slow.locator('.question')).toBeVisible({ timeout: 90_000 })
  await answer(slow)
  slowSince = Date.now()

  const plain = await phone(browser, CADRES[0] ?? '', { javaScriptEnabled: false })
  await enterExam(plain)
  for (let question = 0; question < 6; question += 1) {
    await answer(plain)
    await plain.locator('button[name=go][value=next]').last().click()
  }
  await plain.goto('/exam/hand-in')
  await plain.locator('main form[method=post] button[type=submit]').last().click()
  await plain.waitForURL(/\/exam\/receipt/)
  await expect(plain.locator('main')).toContainText('6 dari 6')

  const shaky = await phone(browser, CADRES[1] ?? '', {})
  await enterExam(shaky)
  await expect(shaky.locator('.question')).toBeVisible()
  await looksRight(shaky)
  await answer(shaky)
  await expect(shaky.locator('main')).toContainText('Tersimpan')
  await shaky.context().setOffline(true)
  await next(shaky)
  await answer(shaky)
  await expect(shaky.locator('main')).toContainText('menunggu jaringan')
  await next(shaky)
  await answer(shaky)
  await shaky.context().setOffline(false)
  await expect(shaky.locator('main')).toContainText('Tersimpan', { timeout: 20_000 })
  await shaky.reload()
  await expect(shaky.locator('main')).toContainText('3 dijawab')
  for (let question = 0; question < 6 && (await shaky.locator('.question-stem').isVisible()); question += 1) {
    await answer(shaky)
    await next(shaky)
  }
  await expect(shaky.locator('main')).toContainText('Tersimpan')
  await shaky.goto('/exam/hand-in')
  await looksRight(shaky)
  await shaky.locator('main form[method=post] button[type=submit]').last().click()
  await shaky.waitForURL(/\/exam\/receipt/)
  await expect(shaky.locator('main')).toContainText('6 dari 6')
  await looksRight(shaky)

  const neighbour = await phone(browser, NEIGHBOUR, {})
  await enterExam(neighbour)
  await expect(neighbour.locator('.question')).toBeVisible()
  for (let question = 0; question < 6; question += 1) {
    await answer(neighbour)
    await next(neighbour)
  }
  await expect(neighbour.locator('main')).toContainText('Tersimpan')
  await neighbour.goto('/exam/hand-in')
  await neighbour.locator('main form[method=post] button[type=submit]').last().click()
  await neighbour.waitForURL(/\/exam\/receipt/)
  await expect(neighbour.locator('main')).toContainText('6 dari 6')
})

test('essays are marked blind, while the last one still sits @postgres', async ({ browser }) => {
  test.setTimeout(240_000)
  const assessor = await desk(browser, 'asesor1')
  await waitForEssay(assessor)
  await looksRight(assessor)
  const text = (await assessor.locator('main').textContent()) ?? ''
  for (const name of PEOPLE) expect(text).not.toContain(name)
  for (const { number } of cards.values()) expect(text).not.toContain(number)
  for (const village of ['Ciwedus', 'Cibeber']) expect(text).not.toContain(village)
  // Half of the essay's points are below the threshold of its field, three quarters above it.
  await mark(assessor, 1, 1)
  await waitForEssay(assessor)
  await mark(assessor, 2, 1)
  // The first assessor lives in Cibeber, so the essay from there is the other's.
  await assessor.goto('/assessor')
  await expect(assessor.locator('button[name=intent][value=take]')).toHaveCount(0)
  const other = await desk(browser, 'asesor2')
  await waitForEssay(other)
  await mark(other, 2, 2)
})

test('whoever runs out of time is closed with what she had; results are confirmed by a second person @postgres', async ({ browser }) => {
  test.setTimeout(EXAM_MINUTES * 60_000 + 240_000)
  if (slow === null) throw new Error('nobody sits any more')
  await slow.waitForURL(/\/exam\/receipt/, { timeout: EXAM_MINUTES * 60_000 + 60_000 })
  expect(Date.now() - slowSince).toBeGreaterThan((EXAM_MINUTES * 60 - 15) * 1000)
  await expect(slow.locator('main')).toContainText('1 dari 6')
  const proctor = await desk(browser, 'pengawas')
  await proctor.goto(sessionPage.replace('/office/', '/proctor/'))
  await expect(proctor.locator('main')).toContainText(/selesai/i)
  await looksRight(proctor)
  await confirmSheets(browser, 4)
})

test('nobody has a certificate before the decree; a what-if is compared, proposed, and approved by somebody else @postgres', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const issuer = await desk(browser, 'penerbit')
  await issuer.goto('/issuer/certificates')
  await expect(issuer.locator('main')).toContainText('Tidak ada hasil yang menunggu sertifikat')

  const analyst = await desk(browser, 'analis')
  await advancePeriod(2)
  const selection = periodPage.replace('/office/periods/', '/office/selection/')
  await saveScenario(analyst, selection, { name: SCENARIO, seats: 43 })
  await saveScenario(analyst, selection, { name: 'Dua kursi tiap kelurahan', seats: 86 })
  await looksRight(analyst)
  const scenarios = analyst.locator('input[name=with]')
  await expect(scenarios).toHaveCount(2)
  for (const box of await scenarios.all()) await box.check()
  await analyst.locator('#compare button').click()
  await analyst.waitForURL(/\/compare\?/)
  await looksRight(analyst)
  const run = await approveList(browser, selection)

  const list = await bodyOf(analyst, `${run}/list.xlsx`)
  await expectFiguresIn(analyst, list)
  await analyst.goto(`${run}/${CIWEDUS}`)
  await looksRight(analyst)
  await expectFiguresIn(analyst, list)
  for (const name of CADRES.slice(0, 2)) {
    const row = (await analyst.locator('tbody tr', { hasText: name }).textContent()) ?? ''
    if (row.includes('Tidak Terpilih')) appellant = name
    else if (row.includes('Terpilih')) holder = name
  }
  expect(new Set([appellant, holder])).toEqual(new Set(CADRES.slice(0, 2)))
  await expect(analyst.locator('tbody tr', { hasText: appellant })).toContainText('50,00 (ambang 60)')
  await analyst.goto(`${run}/${CIBEBER}`)
  await expect(analyst.locator('tbody tr', { hasText: NEIGHBOUR })).toContainText('Terpilih')
})

test('the plenary adopts the list and the public reads it, with masked names @postgres', async ({ browser }) => {
  test.setTimeout(120_000)
  const plenary = await holdPlenary(browser)
  const minutes = await textOf(await desk(browser, 'pleno'), `${plenary}/minutes`, 'pleno.pdf')
  expect(minutes).toMatch(/Anggota Pleno Kedua/)
  const announcement = await announce(browser, plenary, '400/1/2026')
  const anyone = await (await browser.newContext({ ...PHONE, baseURL: app.origin })).newPage()
  await anyone.goto(`${announcement}?kelurahan=${CIWEDUS}`)
  await looksRight(anyone)
  const shown = (await anyone.locator('main').textContent()) ?? ''
  for (const name of PEOPLE) expect(shown).not.toContain(name)
  expect(shown).toContain(cards.get(holder)?.number)
  const printed = await textOf(anyone, `${announcement}/pdf?kelurahan=${CIWEDUS}`, 'pengumuman.pdf')
  for (const name of PEOPLE) expect(printed).not.toContain(name)
})

test('an appeal is granted, the essay is marked again by somebody else, and the seat changes hands @postgres', async ({ browser }) => {
  test.setTimeout(180_000)
  const candidate = await phone(browser, appellant, {})
  await candidate.goto('/exam/appeal')
  await expect(candidate.locator('main')).toContainText('Tidak Terpilih')
  await expect(candidate.locator('main')).toContainText('50,00 (ambang 60)')
  await candidate.locator('[name=kind][value=marking]').check()
  await candidate.locator('#statement').fill('Jawaban esai saya menyebut bentuk kekerasan dan menjaga rahasia korban; mohon dinilai ulang.')
  await candidate.locator('#appeal-form button[type=submit]').click()
  await candidate.waitForURL(/done=filed/)
  await candidate.setInputFiles('#file', { name: 'bukti.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
  await candidate.locator('#attach button').click()
  await expect(candidate.locator('[role=alert]')).toContainText('Berkas bukan PDF, JPEG, atau PNG')
  await candidate.setInputFiles('#file', { name: 'Surat Ani.png', mimeType: 'image/png', buffer: PICTURE })
  await candidate.locator('#attach button').click()
  await expect(candidate.locator('[role=status]')).toContainText('Lampiran sudah kami terima')
  await looksRight(candidate)

  const verifier = await desk(browser, 'verifikator')
  const chair = await desk(browser, 'pleno')
  for (const page of [verifier, chair]) {
    await page.goto(`${periodPage}/appeals`)
    await page.locator('main a[href^="/office/appeals/"]').first().click()
    await page.waitForURL(/\/office\/appeals\/[0-9a-f-]{36}/)
  }
  await expect(verifier.locator('[name=ruling]')).toHaveCount(0)
  await expect(chair.locator('main')).toContainText('Lampiran 1 (PNG')
  await chair.locator('[name=ruling]').selectOption('mark-again')
  await chair.locator('[name=reason]').fill('Jawaban memuat kedua unsur rubrik; penilai lain menilai ulang.')
  await looksRight(chair)
  await press(chair, chair.locator('form:has([name=ruling]) button[type=submit]'))
  await expect(chair.locator('main')).toContainText('Putusan: Diterima')

  const other = await desk(browser, 'asesor2')
  await waitForEssay(other)
  await mark(other, 2, 2)
  await confirmSheets(browser, 1)
  await candidate.goto('/exam/appeal')
  await expect(candidate.locator('main')).toContainText('Sanggah Diterima')

  const analyst = await desk(browser, 'analis')
  const run = await approveList(browser, periodPage.replace('/office/periods/', '/office/selection/'))
  await analyst.goto(`${run}/${CIWEDUS}`)
  await expect(analyst.locator('tbody tr', { hasText: appellant })).toContainText('Terpilih')
  await expect(analyst.locator('tbody tr', { hasText: holder })).toContainText('Cadangan 1')
  await announce(browser, await holdPlenary(browser), '400/2/2026')
})

test('the decree is prepared by one person and approved by another once the days for appeals are over @postgres', async ({ browser }) => {
  test.setTimeout(120_000)
  const analyst = await desk(browser, 'analis')
  await advancePeriod(1)
  await analyst.goto(`${periodPage}/determination`)
  await looksRight(analyst)
  await expect(analyst.locator('a[href$="/determination/new"]')).toHaveCount(0)
  await app.whileStopped('tests/setup/end-appeal-windows.ts')

  await analyst.goto(`${periodPage}/determination/new`)
  await analyst.locator('[name=decreeNumber]').fill('400.2/Kep.1/2026')
  await analyst.locator('[name=decreeDay]').fill(dayInWib(new Date()))
  await analyst.locator('[name=signerOffice]').fill('Wali Kota Cilegon')
  await analyst.locator('[name=signerName]').fill('Nama Pejabat')
  await analyst.locator('main form[method=post] button[type=submit]').last().click()
  await analyst.waitForURL(/\/determination$/)
  const approver = await desk(browser, 'penyetuju')
  await approver.goto(`${periodPage}/determination`)
  await press(approver, approver.locator('form[action$="/approve"] button'))
  await expect(approver.locator('main')).toContainText('400.2/Kep.1/2026')
  await looksRight(approver)

  const annex = (await approver.locator('a[href*="/annex/pdf"]').getAttribute('href')) ?? ''
  const printed = await textOf(approver, annex, 'lampiran-sk.pdf')
  for (const name of [appellant, NEIGHBOUR]) expect(printed).toContain(name)
  const lines = await workbookLines(await bodyOf(approver, annex.replace('/pdf', '/xlsx')))
  const outcomeOf = (name: string) => lines.find((line) => line.includes(name))?.join(' ') ?? ''
  expect(outcomeOf(appellant)).toContain('Terpilih')
  expect(outcomeOf(NEIGHBOUR)).toContain('Terpilih')
  expect(outcomeOf(holder)).toContain('Cadangan')
  expect(lines.flat()).not.toContain(TEACHER)

  const candidate = await phone(browser, holder, {})
  await candidate.goto('/exam/appeal')
  await expect(candidate.locator('main')).toContainText('400.2/Kep.1/2026')
  await expect(candidate.locator('main')).toContainText('Cadangan')
})

test('certificates are issued, read back from PDF, checked by anyone; one is revoked, one replaced @postgres', async ({ browser }) => {
  test.setTimeout(120_000)
  const issuer = await desk(browser, 'penerbit')
  await issuer.goto('/issuer/certificates')
  await looksRight(issuer)
  await issuer.locator('button[name=intent]:not([value=chosen])').first().click()
  await issuer.waitForURL(/\/issuer\/batches\//)
  await looksRight(issuer)
  await expect(issuer.locator('main')).toContainText('Selesai', { timeout: 60_000 })
  await issuer.goto('/issuer/certificates?tab=valid')
  const certificates = await issuer
    .locator('main a[href^="/issuer/certificates/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const pages = [...new Set(certificates.filter((href) => /[0-9a-f-]{36}$/.test(href)))]
  expect(pages.length).toBe(3)
  await issuer.goto(pages[0] ?? '')
  await looksRight(issuer)
  const bytes = await issuer.request.get(`${pages[0]}/pdf`)
  expect(bytes.headers()['content-disposition']).toContain('attachment')
  const pdf = join(folder, 'sertifikat.pdf')
  writeFileSync(pdf, await bytes.body())
  const { stdout: text } = await run('pdftotext', ['-layout', pdf, '-'])
  expect(text).toContain('belum ditandatangani secara elektronik tersertifikasi')
  await run('pdftoppm', ['-r', '110', '-png', pdf, join(folder, 'sertifikat')])
  const { stdout: code } = await run('zbarimg', ['--raw', '-q', join(folder, 'sertifikat-1.png')])
  const check = code.trim()
  expect(check).toMatch(/\/v\/[0-9a-f]{32}#[\w-]{128}$/)

  const anyone = await (await browser.newContext({ ...PHONE, baseURL: app.origin })).newPage()
  await anyone.goto(check)
  await expect(anyone.locator('main')).toContainText(/berlaku/i)
  const named = PEOPLE.find((name) => text.includes(name)) ?? ''
  await expect(anyone.locator('main')).toContainText(named)
  await expect(anyone.locator('main')).toContainText('Ditandatangani penerbit')
  await anyone.setInputFiles('input[type=file]', pdf)
  await expect(anyone.locator('main')).toContainText('Sama persis dengan berkas yang diterbitkan')
  await looksRight(anyone)

  await issuer.goto(pages[0] ?? '')
  await issuer.locator('select[name=wish]').selectOption('revoke:data-error')
  await issuer.locator('[name=note]').fill('Nama pada sertifikat salah tulis')
  await issuer.locator('button[name=intent][value=request]').click()
  await expect(issuer.locator('main')).toContainText('Menunggu orang kedua')
  const approver = await desk(browser, 'penyetuju')
  await approver.goto('/issuer/changes')
  await looksRight(approver)
  await approver.goto(pages[0] ?? '')
  await approver.locator('button[name=answer][value=approved]').click()
  await expect(approver.locator('main')).toContainText('Dicabut')
  await looksRight(approver)
  await anyone.goto(check)
  await anyone.reload()
  await expect(anyone.locator('main')).toContainText(/dicabut/i)

  await issuer.goto(pages[1] ?? '')
  const replaced = (await issuer.locator('a[href*="/v/"]').first().getAttribute('href')) ?? ''
  await issuer.locator('select[name=wish]').selectOption('replace:name-change')
  await issuer.locator('[name=newName]').fill('Siti Nama Baru')
  await issuer.locator('button[name=intent][value=request]').click()
  await expect(issuer.locator('main')).toContainText('Menunggu orang kedua')
  await approver.goto(pages[1] ?? '')
  await approver.locator('button[name=answer][value=approved]').click()
  const successor = anyone.locator('main a[href^="/v/"]')
  await expect
    .poll(
      async () => {
        await anyone.goto(replaced)
        return successor.count()
      },
      { timeout: 60_000 },
    )
    .toBe(1)
  await expect(anyone.locator('main')).toContainText('Digantikan')
  await looksRight(anyone)
  await successor.click()
  await expect(anyone.locator('main')).toContainText('Siti Nama Baru')
  await expect(anyone.locator('main')).toContainText(/berlaku/i)
})

test('the candidate sees her own result, the office the distribution @postgres', async ({ browser }) => {
  const candidate = await phone(browser, CADRES[0] ?? '', {})
  await candidate.goto('/exam/result')
  await expect(candidate.locator('main')).toContainText(/Lulus/)
  await looksRight(candidate)
  const analyst = await desk(browser, 'analis')
  await analyst.goto('/office/distribution')
  await expect(analyst.locator('main .recharts-surface').first()).toBeVisible()
  await expect(analyst.locator('main table').first()).toBeVisible()
  await looksRight(analyst)
  const workbook = await analyst.request.get('/office/distribution.xlsx')
  expect((await workbook.body()).subarray(0, 2).toString()).toBe('PK')
  for (const part of ['', '/funnel', '/recap']) {
    await analyst.goto(`/office/distribution${part}`)
    const href = (await analyst.locator('main a[href*=".xlsx"]').first().getAttribute('href')) ?? ''
    await expectFiguresIn(analyst, await bodyOf(analyst, href))
  }
  const phoneView = await browser.newContext({ ...PHONE, baseURL: app.origin, storageState: await analyst.context().storageState() })
  const small = await phoneView.newPage()
  for (const path of ['/work', '/office/distribution', '/office/roster', '/office/sessions', '/office/periods']) {
    await small.goto(path)
    await looksRight(small)
  }
})

const SCENARIO = 'Satu kursi tiap kelurahan'
const NIKS = ['9901015205800001', '9901015205800002', '9901015205800003', '9901015205800004', '9901015205800005', '9901015205800006']
/** One point. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

function roster(niks: readonly string[]): string {
  const head =
    'nik;nama;jenis_kelamin;tanggal_lahir;kode_kelurahan;kelurahan;kecamatan;posyandu;telepon;pekerjaan;pekerjaan_suami;mulai_bertugas;nomor_sk'
  const lines = niks.map((nik, index) => {
    const [name, occupation] = index === CADRES.length ? [TEACHER, 'guru'] : [CADRES[index] ?? NEIGHBOUR, 'ibu rumah tangga']
    const place = name === NEIGHBOUR ? `${CIBEBER};Cibeber;Cibeber` : `${CIWEDUS};Ciwedus;Cilegon`
    return `${nik};${name};P;12/05/1980;${place};Melati ${index + 1};08123456789${index};${occupation};;2015;SK-1/2025`
  })
  return `\uFEFF${[head, ...lines].join('\r\n')}\r\n`
}

async function upload(page: Page, text: string) {
  const file = join(folder, 'kader.csv')
  writeFileSync(file, text)
  await page.goto('/office/roster/import')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.locator('form[enctype="multipart/form-data"] button[type=submit]').click()
  await page.waitForURL(/\/office\/roster\/import\/[0-9a-f-]{36}/)
}

/** The list of a kelurahan, from the queue; answers its address. */
async function openList(page: Page, village: string): Promise<string> {
  await page.locator('main a', { hasText: village }).first().click()
  await page.waitForURL(/\/verification\/[0-9a-f-]{36}\/36\.72/)
  return new URL(page.url()).pathname
}

/** A kelurahan opens its cases and proposes them all; answers the address of its list. */
async function openCases(browser: Browser, officer: string, count: number): Promise<string> {
  const page = await desk(browser, officer)
  await page.goto('/verification')
  await page.locator('main form[method=post] button[type=submit]').click()
  await page.waitForURL(/opened=/)
  const list = await openList(page, 'Cibeber')
  await chooseAll(page, count)
  await page.locator('[name=statement]').check()
  await sendBatch(page, `${count} berkas`)
  return list
}

async function advancePeriod(steps: number) {
  const page = desks.get('analis')
  if (!page) throw new Error('the analyst is not at a desk')
  for (let step = 0; step < steps; step += 1) {
    await page.goto(periodPage)
    await press(page, page.locator('form:has(input[name=to]) button'))
  }
}

/** Scoring runs beside the app, so an essay reaches the desk a little later. */
async function waitForEssay(assessor: Page) {
  const take = assessor.locator('button[name=intent][value=take]')
  const sheet = assessor.locator('[name="level:bentuk"]')
  await expect
    .poll(
      async () => {
        await assessor.goto('/assessor')
        return (await take.count()) + (await sheet.count())
      },
      { timeout: 100_000, intervals: [1_000, 3_000] },
    )
    .toBeGreaterThan(0)
  if ((await sheet.count()) === 0) await take.click()
  await expect(sheet.first()).toBeVisible()
}

async function mark(assessor: Page, form: number, attitude: number) {
  await assessor.locator(`[name="level:bentuk"][value="${form}"]`).check()
  await assessor.locator(`[name="level:sikap"][value="${attitude}"]`).check()
  await press(assessor, assessor.locator('button[name=intent][value=mark]'))
}

/** The verifier waits until so many score sheets lie there, and confirms each. */
async function confirmSheets(browser: Browser, count: number) {
  const verifier = await desk(browser, 'verifikator')
  let sheets: string[] = []
  await expect
    .poll(
      async () => {
        await verifier.goto('/verifier/results?state=awaiting-confirmation')
        const links = verifier.locator('main a[href^="/verifier/results/"]')
        sheets = [...new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))]
        return sheets.length
      },
      { timeout: 100_000, intervals: [3_000] },
    )
    .toBe(count)
  await looksRight(verifier)
  for (const sheet of sheets) {
    await verifier.goto(sheet)
    await press(verifier, verifier.locator('button[name=intent][value=confirm]'))
  }
  await looksRight(verifier)
}

async function saveScenario(analyst: Page, selection: string, { name, seats }: { name: string; seats: number }) {
  await analyst.goto(`${selection}/scenarios/new`)
  await analyst.locator('[name=name]').fill(name)
  await analyst.locator('[name=cityTotal]').fill(String(seats))
  await analyst.locator('[name=method]').selectOption('flat')
  await analyst.locator('[name="selectionWeights.exam"]').fill('100')
  await analyst.locator('[name="selectionWeights.practice"]').fill('0')
  await analyst.locator('[name="selectionWeights.serviceRecord"]').fill('0')
  await analyst.locator('[name=honorarium]').fill('250.000')
  await analyst.locator('main form[method=post] button[type=submit]').last().click()
  await analyst.waitForURL(/saved/)
}

/** The scenario as a list: calculated from today's results, proposed, and approved by another person. Answers its address. */
async function approveList(browser: Browser, selection: string): Promise<string> {
  const analyst = await desk(browser, 'analis')
  await analyst.goto(`${selection}/scenarios`)
  await analyst.locator('tr', { hasText: SCENARIO }).locator('form[method=post] button').click()
  await analyst.waitForURL(/\/office\/selection\/runs\/[0-9a-f-]{36}/)
  const run = new URL(analyst.url()).pathname
  await looksRight(analyst)
  await press(analyst, analyst.locator('button[name=act][value=propose]'))
  const approver = await desk(browser, 'penyetuju')
  await approver.goto(run)
  await press(approver, approver.locator('button[name=act][value=approve]'))
  await approver.goto(run)
  await expect(approver.locator('main')).toContainText('Disetujui')
  await analyst.goto(run)
  return run
}

/** Two members are present and adopt the whole list; answers the session's address. */
async function holdPlenary(browser: Browser): Promise<string> {
  const analyst = await desk(browser, 'analis')
  await analyst.goto(`${periodPage}/plenaries`)
  await analyst.locator('[name=heldOn]').fill(dayInWib(new Date()))
  await analyst.locator('[name=place]').fill('Aula DP3AP2KB')
  await analyst.locator('form:has([name=heldOn]) button[type=submit]').click()
  await analyst.waitForURL(/\/plenaries\/[0-9a-f-]{36}\/members/)
  const plenary = new URL(analyst.url()).pathname.replace('/members', '')
  const boxes = analyst.locator('[name=member], [name=present]')
  await expect(boxes).toHaveCount(4)
  for (const box of await boxes.all()) await box.check()
  await analyst.locator('tr', { hasText: 'Anggota Pleno (peragaan)' }).locator('[name=chair]').check()
  await looksRight(analyst)
  await press(analyst, analyst.locator('main form[method=post] button[type=submit]'))
  const chair = await desk(browser, 'pleno')
  for (const act of ['open', 'adopt', 'close']) {
    await chair.goto(plenary)
    await expect(chair.locator('tbody tr', { hasText: TEACHER })).toContainText('TMS')
    await expect(chair.locator('tbody tr', { hasText: CADRES[3] ?? '' })).toContainText('Tanpa hasil ujian')
    await looksRight(chair)
    await press(chair, chair.locator(`form:not(:has([name=village])) button[name=act][value=${act}]`))
  }
  await chair.goto(plenary)
  await expect(chair.locator('main')).toContainText('Berita')
  return plenary
}

/** The list is prepared by one person and published by another; answers its public address. */
async function announce(browser: Browser, plenary: string, number: string): Promise<string> {
  const analyst = await desk(browser, 'analis')
  await analyst.goto(`${plenary}/announcement`)
  await analyst.locator('[name=number]').fill(number)
  await analyst.locator('form:has([name=number]) button[type=submit]').click()
  await analyst.waitForURL(new RegExp(`${plenary}$`))
  const approver = await desk(browser, 'penyetuju')
  await approver.goto(`${periodPage}/determination`)
  await press(approver, approver.locator('form[action$="/publish"] button'))
  await approver.goto(`${periodPage}/determination`)
  await looksRight(approver)
  return (await approver.locator('a[href^="/announcements/"]').first().getAttribute('href')) ?? ''
}

async function bodyOf(page: Page, address: string): Promise<Buffer> {
  const answered = await page.request.get(address)
  expect(answered.status(), address).toBe(200)
  return answered.body()
}

/** What a PDF says. */
async function textOf(page: Page, address: string, fileName: string): Promise<string> {
  const file = join(folder, fileName)
  writeFileSync(file, await bodyOf(page, address))
  return (await run('pdftotext', ['-layout', file, '-'])).stdout
}

async function openCase(page: Page, list: string, name: string) {
  await page.goto(list)
  await page.locator('main a', { hasText: name }).click()
  await page.waitForURL(/\/verification\/cases\//)
}

async function takeStep(page: Page, act: 'propose' | 'acknowledge' | 'return') {
  await page.locator(`form:has([name=act][value=${act}]) button`).click()
  await page.waitForURL(/done=step/)
}

/** Presses a button that posts its form, and waits until the server has answered: whoever goes on sooner may overtake it. */
async function press(page: Page, button: Locator) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await button.click()
  await answered
}

async function chooseAll(page: Page, count: number) {
  const boxes = page.locator('input[name=chosen]')
  await expect(boxes).toHaveCount(count)
  for (const box of await boxes.all()) await box.check()
}

async function sendBatch(page: Page, said: string) {
  await page.locator('main form[method=post] button[type=submit]').click()
  await expect(page.locator('main [role=status]')).toContainText(said)
}

/** One signed-in page for each member of staff. */
async function desk(browser: Browser, username: string): Promise<Page> {
  const open = desks.get(username)
  if (open) return open
  const context = await browser.newContext({ ...DESK, baseURL: app.origin, locale: 'id-ID', acceptDownloads: true })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.locator('[name=username]').fill(username)
  await page.locator('[name=password]').fill(DEMO_PASSWORD)
  await page.locator('main button[type=submit]').click()
  await page.waitForURL('**/work')
  desks.set(username, page)
  return page
}

/** The numbers and PINs stand on the cards alone; the names beside them say whose they are. */
async function readCards(page: Page, text: string) {
  const numbers = [...new Set(text.match(/26-\d{6}/g) ?? [])]
  const pins = [...text.matchAll(/(?<![-\d])\d{6}(?!\d)/g)].map(([pin]) => pin)
  expect(pins.length).toBe(numbers.length)
  const inOrder = [...text.matchAll(/26-\d{6}|(?<![-\d])\d{6}(?!\d)/g)].map(([found]) => found)
  const pinOf = pairs(inOrder)
  for (const name of PEOPLE) {
    const row = (await page.locator('tr', { hasText: name }).first().textContent()) ?? ''
    const number = numbers.find((each) => row.includes(each)) ?? ''
    cards.set(name, { number, pin: pinOf.get(number) ?? '' })
  }
}

/** Cards stand side by side: a line of numbers is followed by a line of PINs in the same order. */
function pairs(found: readonly string[]): Map<string, string> {
  const waiting: string[] = []
  const pinOf = new Map<string, string>()
  for (const each of found) {
    if (each.includes('-')) {
      if (!pinOf.has(each) && !waiting.includes(each)) waiting.push(each)
    } else {
      const number = waiting.shift()
      if (number !== undefined) pinOf.set(number, each)
    }
  }
  return pinOf
}

async function phone(browser: Browser, name: string, options: { javaScriptEnabled?: boolean }): Promise<Page> {
  const card = cards.get(name)
  if (!card) throw new Error(`no card for ${name}`)
  const context: BrowserContext = await browser.newContext({ ...PHONE, ...options, baseURL: app.origin, locale: 'id-ID' })
  const page = await context.newPage()
  await page.goto(`/exam/sign-in?number=${card.number}`)
  await page.locator('[name=pin]').fill(card.pin)
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/\/exam(\?|$)/)
  return page
}

async function enterExam(page: Page) {
  await page.locator('[name=identity]').check()
  await page.locator('[name=token]').fill(token)
  await page.locator('form:has([name=identity]) button[type=submit]').click()
  // The waiting room lets her in by itself when the session opens; without JavaScript the page asks again.
  await page.waitForURL(/\/exam\/attempt/, { timeout: 90_000 })
}

async function answer(page: Page) {
  const stem = (await page.locator('.question-stem').textContent()) ?? ''
  const right = Object.entries(RIGHT).find(([part]) => stem.includes(part))?.[1] ?? []
  const written = page.locator('.written-input')
  if ((await written.count()) > 0) await written.fill(right[0] ?? '')
  else for (const value of right) await page.locator(`.option-input[value="${value}"]`).check()
}

async function next(page: Page) {
  const button = page.locator('button[name=go][value=next]').last()
  if (await button.isEnabled()) await button.click()
}

/** No finding of axe, and nothing wider than the screen. A page is the same whatever database stands behind it, so it is looked at once. */
async function looksRight(page: Page) {
  if (process.env.TEST_DATABASE_URL !== undefined) return
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  const size = page.viewportSize()
  expect(await overflowOf(page), `${page.url()} is wider than its screen`).toBeLessThanOrEqual(0)
  if (size === null || size.width <= PHONE_SIZE.width) return
  await page.setViewportSize(PHONE_SIZE)
  expect(await overflowOf(page), `${page.url()} is wider than a phone`).toBeLessThanOrEqual(0)
  await page.setViewportSize(size)
}

const PHONE_SIZE = { width: 393, height: 851 }

function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
