import { gradingWords } from '#app/text/grading.ts'
import { verificationListWords } from '#app/text/verification-list.ts'
import { verificationSheetWords } from '#app/text/verification-sheet.ts'
import { addressOf, buttonOf, headOf, linkOf, press, type Studio } from './studio.ts'

const list = verificationListWords.id
const sheet = verificationSheetWords.id
const { results, sheet: score } = gradingWords.id

/** Eligibility on the way of a case, then the score sheets; afterwards every marked sheet of the open period is confirmed. */
export async function takeVerification(studio: Studio): Promise<void> {
  const { desk, phone, take } = studio
  const verifier = await desk('verifikator')
  await verifier.goto('/verification')
  await take('docs/guides/images/verifikator-antrean.png', verifier)
  const village = await addressOf(linkOf(verifier, 'Cibeber'))

  const kelurahan = await phone('lurah2')
  await kelurahan.goto(`${village}?state=draft`)
  await kelurahan.locator('tbody a').first().click()
  await kelurahan.waitForURL('**/cases/**')
  const scan = await kelurahan.locator('h1').screenshot()
  await kelurahan.locator('[name=kind]').selectOption('identity-card')
  await kelurahan.locator('[name=file]').setInputFiles({ name: 'ktp.png', mimeType: 'image/png', buffer: scan })
  await press(kelurahan, kelurahan.locator('form[enctype="multipart/form-data"] button'))
  await take('docs/guides/images/verifikator-berkas.png', kelurahan, [
    kelurahan.getByRole('heading', { name: sheet.documents }),
    kelurahan.locator('form[enctype="multipart/form-data"]'),
  ])
  await kelurahan.locator('[name=statement]').check()
  await take('docs/guides/images/verifikator-usulan.png', kelurahan, [
    kelurahan.getByRole('heading', { name: sheet.decision }),
    buttonOf(kelurahan, sheet.forward.propose),
  ])

  await verifier.goto(`${village}?state=acknowledged`)
  await verifier.getByLabel(list.chooseAll).check()
  await take('docs/guides/images/verifikator-borongan.png', verifier, [headOf(verifier), verifier.locator('tbody tr').nth(7)])

  await verifier.goto(await passOn(studio, village))
  await verifier.locator('summary', { hasText: sheet.decisionsLong.ineligible }).click()
  await verifier.locator('[name=reasons][value=occupation]').check()
  await take('docs/guides/images/verifikator-tms.png', verifier, [
    verifier.getByRole('heading', { name: sheet.findings }),
    buttonOf(verifier, sheet.ineligible),
  ])

  await verifier.goto('/verifier/results?state=awaiting-confirmation')
  await verifier.goto(await addressOf(verifier.locator('tbody a').first()))
  await take('docs/guides/images/verifikator-lembar-nilai.png', verifier, [headOf(verifier), buttonOf(verifier, score.confirm)])

  await verifier.goto('/verifier/results?state=awaiting-confirmation')
  await verifier.getByLabel(results.chooseAll).check()
  await take('docs/guides/images/verifikator-hasil.png', verifier)
  await press(verifier, buttonOf(verifier, results.confirmChosen))
}

/** A case in which the first checks found something, proposed and acknowledged; its address. */
async function passOn({ desk }: Studio, village: string): Promise<string> {
  const kelurahan = await desk('lurah2')
  await kelurahan.goto(`${village}?state=draft&findings=attention`)
  const doubtful = await addressOf(kelurahan.locator('tbody a').first())
  await kelurahan.goto(doubtful)
  await kelurahan.locator('[name=statement]').check()
  await press(kelurahan, buttonOf(kelurahan, sheet.forward.propose))
  const kecamatan = await desk('camat')
  await kecamatan.goto(doubtful)
  await press(kecamatan, buttonOf(kecamatan, sheet.forward.acknowledge))
  return doubtful
}
