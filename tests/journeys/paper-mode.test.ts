import { expect, type Page, test } from 'playwright/test'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'
import { EXAM_ROOM } from '#tests/setup/exam-room-to-try.ts'
import { hasPdfTools, readPdf } from '../documents/pdf-tools.ts'
import { looksRight, PHONE, press, signInAsCandidate, signInAsStaff } from './room.ts'

let app: AppServer

test.beforeAll(async () => {
  test.setTimeout(180_000)
  app = await startApp({ data: 'exam' })
})
test.afterAll(() => app.stop())

test('an exam on paper: recorded, begun in the room, printed, keyed in by two, settled by a third, and scored as the paper says', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const [number = ''] = EXAM_ROOM.numbers
  const office = await signInAsStaff(browser, app.origin, 'analis')
  await office.goto('/office/sessions')
  await office.locator('tbody a').first().click()
  await office.waitForURL(/\/office\/sessions\/[0-9a-f-]{36}/)
  await office
    .locator('tr', { hasText: number })
    .getByRole('link', { name: /Penyesuaian/ })
    .click()
  await office.getByLabel('Ujian di kertas').check()
  await office.getByLabel('Dasar').fill('Tidak memiliki telepon.')
  await press(office, office.getByRole('button', { name: 'Simpan penyesuaian' }))
  await expect(office.locator('main')).toContainText('Penyesuaian tersimpan')

  const phone = await signInAsCandidate(browser, app.origin, number)
  await expect(phone.locator('main')).toContainText('Anda ujian di kertas')
  await expect(phone.locator('[name=token]')).toHaveCount(0)
  await looksRight(phone)

  const proctor = await signInAsStaff(browser, app.origin, 'pengawas', PHONE)
  await proctor.goto('/proctor')
  await proctor.locator('tbody a').first().click()
  await proctor.waitForURL(/\/proctor\/sessions\//)
  const room = proctor.url()
  await expect(proctor.locator('li', { hasText: number })).toContainText('Di kertas: Belum mulai')
  await proctor.locator('li', { hasText: number }).getByRole('link', { name: 'Di kertas' }).click()
  await proctor.waitForURL(/\/paper$/)
  await looksRight(proctor)
  await press(proctor, proctor.getByRole('button', { name: 'Mulai di kertas' }))
  await expect(proctor.locator('main')).toContainText('Ujian dimulai di kertas')
  await looksRight(proctor)
  await phone.goto('/exam/attempt')
  await expect(phone.locator('main')).toContainText('berjalan di kertas')
  await expect(phone.locator('.question')).toHaveCount(0)

  const printed = proctor.locator('form[action$="/print"]')
  const way = (await printed.getAttribute('action')) ?? ''
  const booklet = await paperOf(proctor, way, 'question-booklet')
  const sheet = await paperOf(proctor, way, 'answer-sheet')
  expect(sheet).toContain(number)
  expect(sheet).toMatch(/ 60\. /)
  expect(`${booklet} ${sheet}`).not.toMatch(/kunci|pembahasan/i)

  // The room cannot be closed over a sheet that nobody keyed in.
  await press(proctor, proctor.getByRole('button', { name: 'Terima lembar jawaban' }))
  await expect(proctor.locator('main')).toContainText('Menunggu entri pertama')
  await proctor.goto(room)
  await press(proctor, proctor.getByRole('button', { name: 'Tutup sesi' }))
  await expect(proctor.getByRole('alert')).toContainText('belum selesai dimasukkan')

  const keying = `${app.origin}${way.replace(/\/print$/, '')}`
  await proctor.goto(keying)
  await expect(proctor.locator('h1')).toContainText('Entri pertama')
  await looksRight(proctor)
  const numbers = await fieldsOf(proctor)
  const choice = numbers.find(({ hint }) => /^A–[A-F]$/.test(hint))
  if (choice === undefined) throw new Error('the paper has no question of one choice')
  for (const { field, hint } of numbers) await proctor.locator(`[name="${field}"]`).fill(typedFor(hint))
  await proctor.locator('[name=checked]').check()
  // A letter that the question does not have: its number is named, and what was typed stays.
  await proctor.locator(`[name="${choice.field}"]`).fill('Z')
  await press(proctor, proctor.getByRole('button', { name: 'Simpan entri' }))
  await expect(proctor.locator('main')).toContainText('1 nomor perlu diperbaiki')
  await expect(proctor.locator(`[name="${choice.field}"]`)).toHaveAttribute('aria-invalid', 'true')
  await looksRight(proctor)
  await proctor.locator(`[name="${choice.field}"]`).fill('B')
  await press(proctor, proctor.getByRole('button', { name: 'Simpan entri' }))
  await expect(proctor.locator('main')).toContainText('Entri pertama tersimpan')
  await proctor.goto(keying)
  await expect(proctor.locator('main')).toContainText('Anda sudah memasukkan lembar ini')
  await expect(proctor.locator('[name^=typed]')).toHaveCount(0)

  await office.goto('/work')
  await expect(office.locator('main')).toContainText('Lembar jawaban di kertas belum dimasukkan')
  await office.goto(keying)
  await expect(office.locator('h1')).toContainText('Entri kedua')
  await looksRight(office)
  for (const { field, hint } of numbers) {
    await expect(office.locator(`[name="${field}"]`)).toHaveValue('')
    await office.locator(`[name="${field}"]`).fill(typedFor(hint))
  }
  await office.locator('[name=checked]').check()
  await press(office, office.getByRole('button', { name: 'Simpan entri' }))
  await expect(office.locator('main')).toContainText('orang ketiga')
  await office.goto(keying)
  await expect(office.getByRole('radio')).toHaveCount(0)

  const third = await signInAsStaff(browser, app.origin, 'pengawas2', PHONE)
  await third.goto(keying)
  await expect(third.locator('fieldset')).toHaveCount(1)
  await expect(third.locator('fieldset')).toContainText('Entri pertama')
  await looksRight(third)
  await third.getByRole('radio').nth(1).check()
  await third.locator('[name=checked]').check()
  await press(third, third.getByRole('button', { name: 'Simpan penyelesaian' }))
  await expect(third.locator('main')).toContainText('Sudah dimasukkan')
  await expect(third.locator('main')).toContainText('1 perbedaan diselesaikan oleh Wulan Sari')
  await looksRight(third)

  await proctor.goto(room)
  await press(proctor, proctor.getByRole('button', { name: 'Tutup sesi' }))
  await expect(proctor.getByRole('button', { name: 'Tutup sesi' })).toHaveCount(0)
  const minutes = await proctor.request.post(`${room}/minutes`, { headers: { Origin: app.origin } })
  expect(minutes.status()).toBe(200)
  if (hasPdfTools) {
    const text = readPdf(await minutes.body()).text.replace(/\s+/g, ' ')
    for (const part of ['Ujian di kertas', 'Dimasukkan oleh', 'Hendra Saputra', 'Analis', 'diselesaikan Wulan'])
      expect(text).toContain(part)
  }

  const verifier = await signInAsStaff(browser, app.origin, 'verifikator')
  await verifier.goto('/verifier/results')
  await verifier.locator('tbody a').first().click()
  await verifier.waitForURL(/\/verifier\/results\/[0-9a-f-]{36}/)
  await expect(verifier.locator('main')).toContainText(number)
  await scoredAsOnPaper(verifier, booklet, numbers.filter(({ hint }) => /^A–[A-F]$/.test(hint)).length)
})

type Field = { readonly field: string; readonly hint: string }

/** The fields of a sheet in its order, each with what may be typed. */
async function fieldsOf(page: Page): Promise<Field[]> {
  const fields = await page.locator('[name^=typed]').evaluateAll((found) =>
    found.map((each) => ({
      field: each.getAttribute('name') ?? '',
      hint: document.getElementById(`${each.id}-hint`)?.textContent ?? '',
    })),
  )
  expect(fields).toHaveLength(60)
  return fields
}

/** Something that fits every kind of question; of the boxes the first. */
function typedFor(hint: string): string {
  const rows = /^(\d) huruf/.exec(hint)
  if (rows !== null) return 'ABCDEFGH'.slice(0, Number(rows[1]))
  if (hint.includes('beberapa')) return 'AB'
  if (hint.startsWith('A–')) return 'A'
  if (hint.startsWith('B ')) return 'B'
  return hint === 'angka' ? '12' : 'Rujuk ke puskesmas.'
}

/** Every single choice counts as the first option on this candidate's paper, and has its points when that is the right one. */
async function scoredAsOnPaper(page: Page, booklet: string, choices: number) {
  await expect(page.locator('main')).not.toContainText('berbeda dari')
  const rows = await page
    .locator('tbody tr')
    .evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')))
  const asked = rows.filter(([place = '']) => /^\d+$/.test(place))
  expect(asked).toHaveLength(60)
  const chosen = asked.filter(([, , response = '', key = '']) => !hasPdfTools || (booklet.includes(`A. ${folded(response)}`) && key !== ''))
  expect(chosen.length).toBeGreaterThanOrEqual(choices)
  for (const [, , response = '', key = '', points = ''] of chosen) {
    const [earned, most] = points.split(' dari ')
    expect(earned).toBe(response === key ? most : '0,00')
  }
  expect(asked.some(([, , response, key]) => response === key)).toBe(true)
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The text of a paper, in one line; nothing where no reader of PDF is installed. */
async function paperOf(page: Page, way: string, paper: string): Promise<string> {
  const answer = await page.request.post(way, { form: { paper }, headers: { Origin: app.origin } })
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toContain('application/pdf')
  return hasPdfTools ? folded(readPdf(await answer.body()).text) : ''
}
