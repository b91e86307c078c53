import type { KeyPurpose } from '#app/domain/certificates/signing-key.ts'
import { commonWords } from './common.ts'
import { defineWords } from './words.ts'

/** The names in the certificates of this installation's own keys. */
export const keyHolderNames: Readonly<Record<KeyPurpose, { readonly organisation: string; readonly commonName: string }>> = {
  root: { organisation: 'DP3AP2KB Kota Cilegon', commonName: 'Akar kunci Tera (bukan PSrE)' },
  document: { organisation: 'DP3AP2KB Kota Cilegon', commonName: 'Segel sertifikat Tera (bukan PSrE)' },
  credential: { organisation: 'DP3AP2KB Kota Cilegon', commonName: 'Kredensial Tera' },
}

/** The words in the credential. */
export const credentialWords = defineWords(
  {
    issuer: 'DP3AP2KB Kota Cilegon',
    title: 'Sertifikat Kompetensi Kader',
    description: 'Kader Cilegon Mandiri yang dinyatakan kompeten dalam tugas pokok dan fungsi kader.',
    criteria:
      'Lulus ujian kompetensi kader pada periode yang disebut, dengan nilai ambang batas per bidang dan nilai akhir menurut kebijakan periode itu. Bukan tanda kecakapan Kemenkes dan bukan sertifikat BNSP.',
    fields: commonWords.id.fields,
  },
  {
    issuer: 'DP3AP2KB Kota Cilegon',
    title: 'Certificate of Competence for Cadres',
    description: 'A cadre of Kader Cilegon Mandiri found competent in the duties of a community cadre.',
    criteria:
      'Passed the competency exam of the named period, with the thresholds per field and in total of that period’s policy. It is neither a skill badge of the health ministry nor a certificate of BNSP.',
    fields: commonWords.en.fields,
  },
)
