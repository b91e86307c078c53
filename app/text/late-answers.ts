import type { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { defineWords } from './words.ts'

type Reason = (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number]
type State = 'waiting' | 'accepted' | 'rejected' | 'conflict' | 'unweighed'

const doubts: Record<LateDoubt, string> = {
  'no-counter': 'Penghitung waktu perangkat terputus, jadi batas akhirnya tidak diketahui',
  'no-receipt': 'Tidak ada bukti terima yang sah sebelum jawaban ini',
  contradiction: 'Catatan waktu perangkat tidak cocok dengan bukti terima',
  'after-the-end': 'Mungkin dibuat setelah waktu habis',
  'long-gap': 'Jaringan terputus lebih lama dari batas',
  'score-stands': 'Dibuat sebelum waktu habis, tetapi hasil sudah dinilai atau disahkan orang',
}
const doubtsEnglish: Record<LateDoubt, string> = {
  'no-counter': 'The device’s counter was interrupted, so the latest moment is not known',
  'no-receipt': 'No valid receipt from before this answer',
  contradiction: 'The device’s times do not fit the receipt',
  'after-the-end': 'Possibly made after the time was over',
  'long-gap': 'The network was away longer than the limit',
  'score-stands': 'Made in time, but a person has marked or confirmed the result',
}
const reasons: Record<Reason, string> = {
  'network-outage': 'Jaringan terputus di ruang',
  'device-failure': 'Perangkat rusak atau mati',
  'seen-by-proctor': 'Pengawas melihat jawaban dibuat sebelum waktu habis',
  'made-after-the-end': 'Dibuat setelah waktu habis',
  'not-credible': 'Bukti tidak meyakinkan',
  'wish-of-candidate': 'Permintaan peserta',
}
const reasonsEnglish: Record<Reason, string> = {
  'network-outage': 'Network outage in the room',
  'device-failure': 'Device broken or switched off',
  'seen-by-proctor': 'The proctor saw the answers being made in time',
  'made-after-the-end': 'Made after the time was over',
  'not-credible': 'The evidence does not convince',
  'wish-of-candidate': 'At the candidate’s request',
}
const states: Record<State, string> = {
  waiting: 'Menunggu keputusan',
  accepted: 'Diterima',
  rejected: 'Ditolak',
  conflict: 'Dari perangkat lain',
  unweighed: 'Sedang ditimbang',
}
const statesEnglish: Record<State, string> = {
  waiting: 'Waits for a decision',
  accepted: 'Accepted',
  rejected: 'Turned away',
  conflict: 'From another device',
  unweighed: 'Being weighed',
}

/** Answers that reached the server after the end, and what became of them. */
export const lateAnswersWords = defineWords(
  {
    title: 'Jawaban terlambat',
    link: 'Jawaban terlambat di ruang ini',
    lead: 'Jawaban yang sampai di server setelah waktu habis. Yang terbukti dibuat sebelum waktu habis diterima sendiri; sisanya Anda putuskan. Isi jawaban tidak ditampilkan.',
    record: 'Catatan sesi',
    none: 'Tidak ada jawaban terlambat',
    noneText: 'Semua jawaban di ruang ini sampai sebelum waktu habis.',
    figures: (accepted: number, waiting: number, rejected: number, conflicts: number) =>
      `${accepted} diterima, ${waiting} menunggu, ${rejected} ditolak, ${conflicts} dari perangkat lain`,
    deadline: (time: string) => `Waktu habis ${time}`,
    voided: 'Ujian ini dibatalkan; jawaban terlambat tidak dihitung.',
    question: 'Soal',
    replaces: 'mengganti jawaban',
    made: 'Dibuat',
    between: (earliest: string, latest: string) => `antara ${earliest} dan ${latest}`,
    notBefore: (earliest: string) => `tidak sebelum ${earliest}`,
    notAfter: (latest: string) => `paling lambat ${latest}`,
    unknown: 'tidak diketahui',
    deviceClock: (time: string) => `jam perangkat ${time}`,
    arrived: 'Sampai',
    gap: (minutes: number) => `terputus ${minutes} menit`,
    standing: 'Keadaan',
    byEvidence: 'oleh bukti',
    by: (name: string) => `oleh ${name}`,
    doubts,
    reasons,
    states,
    conflictText: 'Disimpan sebagai bukti; masuk hanya dengan berkas pemulihan yang diterima.',
    decide: (count: number) => `Putuskan ${count} jawaban`,
    reason: 'Alasan',
    chooseReason: 'Pilih alasan',
    accept: 'Terima',
    reject: 'Tolak',
    acceptReason: 'Alasan menerima',
    rejectReason: 'Alasan menolak',
    decided: 'Keputusan disimpan.',
    problems: {
      changed: 'Daftar ini berubah sejak Anda membukanya. Periksa lagi.',
      void: 'Ujian ini dibatalkan.',
      'score-stands': 'Hasil ujian ini sudah dinilai atau disahkan orang. Kembalikan hasil itu dulu.',
      'reason-missing': 'Pilih alasan dulu.',
    },
  },
  {
    title: 'Late answers',
    link: 'Late answers in this room',
    lead: 'Answers that reached the server after the time was over. What was proven to be made in time is accepted by itself; you decide about the rest. What the answers say is not shown.',
    record: 'Record of the session',
    none: 'No late answers',
    noneText: 'All answers of this room arrived in time.',
    figures: (accepted: number, waiting: number, rejected: number, conflicts: number) =>
      `${accepted} accepted, ${waiting} waiting, ${rejected} turned away, ${conflicts} from another device`,
    deadline: (time: string) => `Time was over at ${time}`,
    voided: 'This exam is void; late answers do not count.',
    question: 'Question',
    replaces: 'replaces an answer',
    made: 'Made',
    between: (earliest: string, latest: string) => `between ${earliest} and ${latest}`,
    notBefore: (earliest: string) => `not before ${earliest}`,
    notAfter: (latest: string) => `at the latest ${latest}`,
    unknown: 'not known',
    deviceClock: (time: string) => `device’s clock ${time}`,
    arrived: 'Arrived',
    gap: (minutes: number) => `away for ${minutes} min`,
    standing: 'State',
    byEvidence: 'by evidence',
    by: (name: string) => `by ${name}`,
    doubts: doubtsEnglish,
    reasons: reasonsEnglish,
    states: statesEnglish,
    conflictText: 'Kept as evidence; comes in only with an accepted recovery file.',
    decide: (count: number) => `Decide about ${count} ${count === 1 ? 'answer' : 'answers'}`,
    reason: 'Reason',
    chooseReason: 'Choose a reason',
    accept: 'Accept',
    reject: 'Turn away',
    acceptReason: 'Reason to accept',
    rejectReason: 'Reason to turn away',
    decided: 'The decision is stored.',
    problems: {
      changed: 'This list changed since you opened it. Look again.',
      void: 'This exam is void.',
      'score-stands': 'A person has marked or confirmed this result. Return it first.',
      'reason-missing': 'Choose a reason first.',
    },
  },
)
