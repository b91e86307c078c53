import type { RevocationReason, Standing, SupersessionReason } from '#app/domain/certificates/certificate.ts'
import { defineWords } from './words.ts'

const standing: Record<Standing, string> = { valid: 'Berlaku', expired: 'Kedaluwarsa', revoked: 'Dicabut', superseded: 'Digantikan' }
const standingEnglish: Record<Standing, string> = { valid: 'Valid', expired: 'Expired', revoked: 'Revoked', superseded: 'Superseded' }

const reasons: Record<RevocationReason, string> = {
  'data-error': 'Data di dalam sertifikat salah',
  'appeal-upheld': 'Putusan sanggah mengubah hasil ujian',
  violation: 'Pelanggaran tata tertib',
  'holder-request': 'Permintaan pemegang sertifikat',
}
const reasonsEnglish: Record<RevocationReason, string> = {
  'data-error': 'The certificate holds wrong data',
  'appeal-upheld': 'An appeal decision changed the exam result',
  violation: 'Breach of the rules',
  'holder-request': 'At the request of the holder',
}

const supersessions: Record<SupersessionReason, string> = {
  lost: 'Sertifikat hilang',
  'name-change': 'Nama pemegang berubah',
  'data-error': 'Data di dalam sertifikat salah',
  'result-changed': 'Hasil ujian berubah',
}
const supersessionsEnglish: Record<SupersessionReason, string> = {
  lost: 'The certificate was lost',
  'name-change': 'The holder’s name changed',
  'data-error': 'The certificate holds wrong data',
  'result-changed': 'The exam result changed',
}

/** How a certificate stands, for the public that checks it and for the office. */
export const certificateStandings = defineWords(standing, standingEnglish)

/** Why certificates lose their force, in both languages. */
export const certificateReasons = defineWords(reasons, reasonsEnglish)
export const supersessionReasons = defineWords(supersessions, supersessionsEnglish)
