import type { Duty } from '#app/domain/verification/case-step.ts'
import { defineWords } from './words.ts'

const dutiesId: Record<Duty, string> = {
  propose: 'Pengusul (kelurahan)',
  acknowledge: 'Mengetahui (kecamatan)',
  decide: 'Verifikator (DP3AP2KB)',
  reopen: 'Membuka kembali',
}
const dutiesEn: Record<Duty, string> = {
  propose: 'Proposer (kelurahan)',
  acknowledge: 'Acknowledged by (kecamatan)',
  decide: 'Verifier (DP3AP2KB)',
  reopen: 'Reopened by',
}

/** The printed minutes of one kelurahan’s verification. */
export const verificationMinutesWords = defineWords(
  {
    duties: dutiesId,
    fileName: 'berita-acara-verifikasi',
    title: 'Berita acara verifikasi syarat kader',
    subtitle: (village: string, district: string) => `Kelurahan ${village}, Kecamatan ${district}`,
    number: (year: number) => `Nomor ............ / BA-Verifikasi / ${year}`,
    opening: (weekday: string, day: string, village: string, period: string) =>
      `Pada hari ${weekday}, ${day}, telah dilaksanakan verifikasi syarat kader Kelurahan ${village} untuk ${period}. Kelurahan mengusulkan dengan pernyataan tanggung jawab mutlak, kecamatan mengetahui, dan DP3AP2KB memverifikasi; ketiganya orang yang berbeda pada setiap berkas.`,
    provisional: (open: number) =>
      `SEMENTARA: ${open} berkas belum diputuskan. Berita Acara ini belum dapat ditandatangani sebagai hasil akhir.`,
    figures: 'Angka',
    what: 'Uraian',
    count: 'Jumlah',
    all: 'Kader yang diverifikasi',
    eligible: 'Memenuhi syarat (MS)',
    ineligible: 'Tidak memenuhi syarat (TMS)',
    ofWhich: (reason: string) => `– ${reason}`,
    undecided: 'Belum diputuskan',
    returned: '– di antaranya dikembalikan',
    members: 'Yang melaksanakan',
    name: 'Nama',
    part: 'Tugas',
    cases: 'Berkas',
    list: 'Daftar keputusan',
    ordinal: 'No.',
    participantNumber: 'Nomor peserta',
    decision: 'Keputusan',
    reason: 'Alasan',
    policy: 'Aturan periode',
    policyText: (version: number, minimum: number, maximum: number) =>
      `versi ${version}; usia ${minimum} sampai ${maximum} tahun pada awal periode`,
    closing: 'Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.',
    signatures: 'Tanda tangan',
    signers: { propose: 'Lurah atau petugas kelurahan', acknowledge: 'Camat atau petugas kecamatan', decide: 'Verifikator DP3AP2KB' },
    unsigned: 'Belum ditandatangani secara elektronik tersertifikasi.',
    footer: (village: string) => `Berita Acara verifikasi Kelurahan ${village}`,
    weekdays: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  },
  {
    duties: dutiesEn,
    fileName: 'berita-acara-verifikasi',
    title: 'Minutes of the verification of cadres',
    subtitle: (village: string, district: string) => `Kelurahan ${village}, Kecamatan ${district}`,
    number: (year: number) => `Number ............ / BA-Verifikasi / ${year}`,
    opening: (weekday: string, day: string, village: string, period: string) =>
      `On ${weekday}, ${day}, the verification of the cadres of Kelurahan ${village} for ${period} was carried out. The kelurahan proposed with a statement of full responsibility, the kecamatan acknowledged, and DP3AP2KB verified; they are three different people in every case.`,
    provisional: (open: number) => `PROVISIONAL: ${open} cases are undecided. These minutes cannot be signed as final yet.`,
    figures: 'Figures',
    what: 'What',
    count: 'Count',
    all: 'Cadres in verification',
    eligible: 'Eligible (MS)',
    ineligible: 'Not eligible (TMS)',
    ofWhich: (reason: string) => `– ${reason}`,
    undecided: 'Undecided',
    returned: '– returned among them',
    members: 'Who took part',
    name: 'Name',
    part: 'Part',
    cases: 'Cases',
    list: 'List of decisions',
    ordinal: 'No.',
    participantNumber: 'Participant number',
    decision: 'Decision',
    reason: 'Reason',
    policy: 'Rules of the period',
    policyText: (version: number, minimum: number, maximum: number) =>
      `version ${version}; age ${minimum} to ${maximum} at the period’s start`,
    closing: 'These minutes were drawn up truthfully, to be used as they should be.',
    signatures: 'Signatures',
    signers: { propose: 'Lurah or kelurahan officer', acknowledge: 'Camat or kecamatan officer', decide: 'DP3AP2KB verifier' },
    unsigned: 'Not signed by a certified electronic signature yet.',
    footer: (village: string) => `Minutes of verification, Kelurahan ${village}`,
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  },
)
