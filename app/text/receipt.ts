import { defineWords } from './words.ts'

/** Who ended an exam, as its candidate is told. */
export type ReceiptEnding = 'candidate' | 'time' | 'proctor' | 'void'

const endings: Record<ReceiptEnding, string> = {
  candidate: 'Ujian Anda sudah dikumpulkan. Catat kode ini.',
  time: 'Waktu habis dan ujian Anda sudah ditutup. Jawaban yang tersimpan dinilai. Catat kode ini.',
  proctor: 'Pengawas mengumpulkan ujian Anda. Jawaban yang tersimpan dinilai. Catat kode ini.',
  void: 'Ujian Anda dibatalkan. Jawabannya tidak dinilai dan hasilnya tidak dihitung. Tanyakan alasannya kepada pengawas.',
}
const endingsEnglish: Record<ReceiptEnding, string> = {
  candidate: 'Your exam is handed in. Write this code down.',
  time: 'Time was up and your exam is closed. The saved answers are scored. Write this code down.',
  proctor: 'The proctor handed your exam in. The saved answers are scored. Write this code down.',
  void: 'Your exam is void. Its answers are not scored and its result does not count. Ask the proctor for the reason.',
}

/** What a candidate reads once her exam is closed. */
export const receiptWords = defineWords(
  {
    title: 'Tanda terima',
    endings,
    code: 'Kode tanda terima',
    end: 'Selesai',
    answered: 'Soal dijawab',
    ofCount: (count: number, total: number) => `${count} dari ${total}`,
    late: 'Jawaban yang tiba setelah ujian ditutup',
    lateAccepted: (count: number) => `${count} diterima dan dihitung`,
    lateWaiting: (count: number) => `${count} menunggu pemeriksaan`,
    lateRejected: (count: number) => `${count} tidak diterima petugas`,
    next: 'Nilai diumumkan setelah dinilai dan diperiksa oleh petugas. Anda boleh meninggalkan ruang ujian setelah pengawas mengizinkan.',
    leftover: (count: number) => `${count} jawaban di perangkat ini belum terkirim. Biarkan halaman ini terbuka dan panggil pengawas.`,
    leftoverSent: 'Jawaban yang tertinggal sudah terkirim sebagai bukti. Petugas akan memeriksanya.',
  },
  {
    title: 'Receipt',
    endings: endingsEnglish,
    code: 'Receipt code',
    end: 'Ended',
    answered: 'Questions answered',
    ofCount: (count: number, total: number) => `${count} of ${total}`,
    late: 'Answers that arrived after the exam was closed',
    lateAccepted: (count: number) => `${count} accepted and counted`,
    lateWaiting: (count: number) => `${count} being looked at`,
    lateRejected: (count: number) => `${count} not accepted by staff`,
    next: 'Results are announced after scoring and checking by staff. You may leave the room when the proctor allows it.',
    leftover: (count: number) => `${count} answers on this device were not sent. Leave this page open and call the proctor.`,
    leftoverSent: 'The left-over answers were sent as evidence. Staff will look at them.',
  },
)
