import type { CaseState } from '#app/domain/verification/case-step.ts'
import type { Finding } from '#app/domain/verification/findings.ts'
import type { IneligibilityReason, ReopenReason, ReturnReason } from '#app/domain/verification/reasons.ts'
import { defineWords } from './words.ts'

type Reason = IneligibilityReason | ReturnReason | ReopenReason
type Problem =
  | 'wrong-state'
  | 'changed-meanwhile'
  | 'not-permitted'
  | 'own-or-kin'
  | 'same-person'
  | 'period-over'
  | 'statement-required'
  | 'reason-required'
  | 'note-required'
  | 'basis-required'
  | 'not-clean'
  | 'already-taken'
  | 'not-found'
  | 'bad-input'
  | 'nothing-chosen'
  | 'nobody-to-verify'
  | 'empty'
  | 'too-large'
  | 'unknown-type'
  | 'too-many-pixels'
  | 'damaged'
  | 'hidden-content'
  | 'active-content'
  | 'encrypted'
  | 'too-many-documents'
  | 'not-on-your-desk'
  | 'uploaded-by-somebody-else'

const statesId: Record<CaseState, string> = {
  draft: 'Draf',
  proposed: 'Diajukan',
  acknowledged: 'Diketahui kecamatan',
  returned: 'Dikembalikan',
  verified: 'Diverifikasi',
}
const statesEn: Record<CaseState, string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  acknowledged: 'Acknowledged',
  returned: 'Returned',
  verified: 'Verified',
}
const reasonsId: Record<Reason, string> = {
  age: 'Usia di luar batas',
  occupation: 'Pekerjaan yang tidak diperbolehkan',
  'spouse-position': 'Jabatan suami atau istri',
  'double-honorarium': 'Rangkap honor',
  residence: 'Tidak berdomisili di kelurahan',
  other: 'Alasan lain',
  'document-missing': 'Berkas belum ada',
  'document-unreadable': 'Berkas tidak terbaca',
  'data-differ': 'Data tidak sama dengan berkas',
  'wrong-person': 'Berkas milik orang lain',
  'appeal-granted': 'Sanggah diterima',
  'error-found': 'Ditemukan kekeliruan',
}
const reasonsEn: Record<Reason, string> = {
  age: 'Age outside the limits',
  occupation: 'Excluded occupation',
  'spouse-position': 'Spouse’s position',
  'double-honorarium': 'Double honorarium',
  residence: 'Does not live in the kelurahan',
  other: 'Another reason',
  'document-missing': 'Document missing',
  'document-unreadable': 'Document unreadable',
  'data-differ': 'Data differ from the document',
  'wrong-person': 'Document of somebody else',
  'appeal-granted': 'Appeal granted',
  'error-found': 'Error found',
}
const checksId: Record<Finding['check'], string> = {
  age: 'Usia',
  occupation: 'Pekerjaan',
  'spouse-position': 'Jabatan suami atau istri',
  'double-honorarium': 'Rangkap honor',
  residence: 'Domisili',
}
const checksEn: Record<Finding['check'], string> = {
  age: 'Age',
  occupation: 'Occupation',
  'spouse-position': 'Spouse’s position',
  'double-honorarium': 'Double honorarium',
  residence: 'Residence',
}

const problemsId: Record<Problem, string> = {
  'wrong-state': 'Langkah ini tidak sesuai dengan keadaan berkas sekarang.',
  'changed-meanwhile': 'Berkas ini baru saja diubah orang lain. Periksa keadaannya yang sekarang, lalu putuskan lagi.',
  'not-permitted': 'Langkah ini bukan tugas peran Anda.',
  'own-or-kin': 'Ini berkas Anda sendiri atau keluarga Anda. Orang lain yang mengurusnya.',
  'same-person': 'Anda sudah mengambil langkah lain pada berkas ini. Orang lain yang melanjutkan.',
  'period-over': 'Masa verifikasi periode ini sudah lewat.',
  'statement-required': 'Setujui dulu pernyataan tanggung jawab (SPTJM).',
  'reason-required': 'Pilih paling sedikit satu alasan.',
  'note-required': 'Tulis catatan, paling sedikit 5 huruf: mengapa diputuskan demikian.',
  'basis-required': 'Tulis dasar aturan atau nomor suratnya.',
  'not-clean': 'Ada temuan; diputuskan satu per satu.',
  'already-taken': 'Langkah ini sudah tercatat.',
  'not-found': 'Berkas tidak ditemukan.',
  'bad-input': 'Isian tidak lengkap.',
  'nothing-chosen': 'Pilih dulu satu berkas atau lebih.',
  'nobody-to-verify': 'Semua peserta terdaftar sudah punya berkas.',
  empty: 'Pilih dulu satu berkas.',
  'too-large': 'Berkas lebih besar dari 5 MB. Perkecil atau foto ulang.',
  'unknown-type': 'Hanya PDF, JPEG, atau PNG yang diterima. Isi berkas ini bukan salah satunya.',
  'too-many-pixels': 'Gambar terlalu besar ukurannya (lebih dari 40 megapiksel). Foto ulang dengan ukuran lebih kecil.',
  damaged: 'Berkas rusak atau terpotong. Buat ulang lalu unggah lagi.',
  'hidden-content': 'Di dalam berkas ini tersembunyi berkas lain. Foto atau pindai ulang aslinya.',
  'active-content': 'PDF ini berisi program, lampiran, atau formulir yang mengirim data. Cetak ke PDF biasa lalu unggah lagi.',
  encrypted: 'PDF ini terkunci kata sandi. Simpan tanpa kata sandi lalu unggah lagi.',
  'too-many-documents': 'Sudah ada 10 berkas. Hapus yang tidak perlu.',
  'not-on-your-desk': 'Berkas kasus ini sedang tidak di meja Anda.',
  'uploaded-by-somebody-else': 'Hanya yang mengunggah yang dapat menghapus.',
}
const problemsEn: Record<Problem, string> = {
  'wrong-state': 'This step does not fit where the case stands now.',
  'changed-meanwhile': 'Somebody has just changed this case. Look at it as it is now, then decide again.',
  'not-permitted': 'This step is not for your role.',
  'own-or-kin': 'This is your own case or a relative’s. Somebody else deals with it.',
  'same-person': 'You have already taken another step in this case. Somebody else goes on.',
  'period-over': 'The time for verification in this period is over.',
  'statement-required': 'Accept the statement of responsibility (SPTJM) first.',
  'reason-required': 'Choose at least one reason.',
  'note-required': 'Write a note of at least 5 characters: why it is decided so.',
  'basis-required': 'Write the rule or the number of the letter it rests on.',
  'not-clean': 'There are findings; decided one by one.',
  'already-taken': 'This step is already recorded.',
  'not-found': 'Case not found.',
  'bad-input': 'The form is incomplete.',
  'nothing-chosen': 'Choose one or more cases first.',
  'nobody-to-verify': 'Every registered candidate has a case.',
  empty: 'Choose a file first.',
  'too-large': 'The file is larger than 5 MB. Make it smaller or take the picture again.',
  'unknown-type': 'Only PDF, JPEG or PNG are accepted. The content of this file is none of them.',
  'too-many-pixels': 'The picture is too large (more than 40 megapixels). Take a smaller one.',
  damaged: 'The file is damaged or cut short. Make it again and upload it.',
  'hidden-content': 'Another file hides inside this one. Photograph or scan the original again.',
  'active-content': 'This PDF holds a program, an attachment or a form that sends data. Print it to a plain PDF and upload that.',
  encrypted: 'This PDF is locked by a password. Save it without one and upload it.',
  'too-many-documents': 'There are 10 documents already. Remove what is not needed.',
  'not-on-your-desk': 'This case is not on your desk now.',
  'uploaded-by-somebody-else': 'Only whoever uploaded it can remove it.',
}

/** What the queue, the lists, the sheets and the minutes of verification share. */
export const verificationWords = defineWords(
  {
    title: 'Verifikasi syarat',
    states: statesId,
    reasons: reasonsId,
    checks: checksId,
    problems: problemsId,
    decisions: { eligible: 'MS', ineligible: 'TMS' },
    outcomes: { clear: 'Sesuai', attention: 'Perlu dilihat', unknown: 'Lihat berkas' },
    days: (count: number) => `${count} hari`,
  },
  {
    title: 'Eligibility',
    states: statesEn,
    reasons: reasonsEn,
    checks: checksEn,
    problems: problemsEn,
    decisions: { eligible: 'Eligible (MS)', ineligible: 'Not eligible (TMS)' },
    outcomes: { clear: 'Fits', attention: 'Needs a look', unknown: 'See the documents' },
    days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  },
)
