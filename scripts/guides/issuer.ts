import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { addressOf, buttonOf, headOf, linkOf, press, type Studio } from './studio.ts'

const words = certificateWords.id
const issuing = issuingWords.id

/** A batch that is paused, a revocation by two people, and what the public check says before and after. */
export async function takeIssuer({ desk, phone, take }: Studio): Promise<void> {
  const issuer = await desk('penerbit')
  await issuer.goto('/issuer/certificates?region=36.72.08')
  await issuer.locator('[name=result]').first().check()
  await take('docs/guides/images/penerbit-siap.png', issuer)
  await press(issuer, issuer.locator('button[name=intent][value=next]'))
  await issuer.waitForURL('**/issuer/batches/**')
  await issuer
    .getByRole('status')
    .filter({ hasText: /^[1-9]\d+ / })
    .waitFor()
  await press(issuer, buttonOf(issuer, issuing.pause))
  await take('docs/guides/images/penerbit-berjalan.png', issuer, [headOf(issuer), issuer.locator('table').last()])

  await issuer.goto('/issuer/certificates?tab=valid')
  await issuer.goto(await addressOf(issuer.locator('tbody a').last()))
  const certificate = new URL(issuer.url()).pathname
  const check = await addressOf(linkOf(issuer, words.publicPage))
  await issuer.locator('[name=wish]').selectOption('revoke:holder-request')
  await issuer.locator('[name=note]').fill('Surat permohonan nomor 7/PERAGAAN.')
  await take('docs/guides/images/penerbit-minta.png', issuer, [
    issuer.getByRole('heading', { name: issuing.request }),
    buttonOf(issuer, issuing.send),
  ])
  const holder = await phone(null)
  await holder.goto(check)
  await take('docs/guides/images/penerbit-periksa.png', holder, [headOf(holder), holder.locator('table').first()])

  await press(issuer, buttonOf(issuer, issuing.send))
  const approver = await desk('penyetuju')
  await approver.goto(certificate)
  await take('docs/guides/images/penerbit-setujui.png', approver, [
    approver.getByRole('heading', { name: issuing.history }),
    buttonOf(approver, issuing.approve),
  ])
  await press(approver, buttonOf(approver, issuing.approve))
  await holder.goto(check)
  await take('docs/guides/images/penerbit-dicabut.png', holder, [headOf(holder), holder.locator('h2').first()])
}
