import type { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { defineWords } from './words.ts'

const statesIndonesian: Record<ResultState, string> = {
  'awaiting-marking': 'Menunggu penilaian',
  'awaiting-confirmation': 'Menunggu konfirmasi',
  confirmed: 'Dikonfirmasi',
  superseded: 'Digantikan',
}
const statesEnglish: Record<ResultState, string> = {
  'awaiting-marking': 'Awaiting marking',
  'awaiting-confirmation': 'Awaiting confirmation',
  confirmed: 'Confirmed',
  superseded: 'Superseded',
}

export const scoringWords = defineWords(
  {
    states: statesIndonesian,
    passed: 'Lulus',
    failed: 'Tidak Lulus',
    open: 'Belum ada keputusan',
    competent: 'K (Kompeten)',
    notYetCompetent: 'BK (Belum Kompeten)',
    field: 'Bidang',
    score: 'Nilai',
    threshold: 'Ambang batas',
    weight: 'Bobot',
    verdict: 'Keputusan',
    total: 'Nilai total',
    fieldScores: 'Nilai tiap bidang',
    unmarked: (count: number) => `${count} jawaban belum dinilai. Nilai di bawah ini masih dapat naik.`,
    own: {
      title: 'Hasil ujian saya',
      none: 'Belum ada ujian yang selesai. Hasil muncul di sini setelah Anda ujian.',
      pendingTitle: 'Hasil sedang diperiksa',
      pending:
        'Jawaban Anda sudah kami terima. Hasil muncul di sini setelah dinilai dan dikonfirmasi oleh petugas. Anda tidak perlu melakukan apa-apa.',
      passedText: 'Selamat, Anda memenuhi ambang batas di semua bidang dan pada nilai total.',
      failedText: 'Anda belum memenuhi semua ambang batas. Lihat bidang yang bertanda BK dan pelajari lagi yang ada di bawah.',
      confirmedOn: (date: string) => `Dikonfirmasi pada ${date}`,
      of100: 'dari 100',
      atLeast: (threshold: string) => `paling sedikit ${threshold}`,
      learnNext: 'Yang perlu dipelajari lagi',
      learnNextText: 'Diurutkan dari yang nilainya paling rendah.',
      certificate: 'Lihat sertifikat saya',
    },
  },
  {
    states: statesEnglish,
    passed: 'Passed',
    failed: 'Not passed',
    open: 'No decision yet',
    competent: 'K (competent)',
    notYetCompetent: 'BK (not yet competent)',
    field: 'Field',
    score: 'Score',
    threshold: 'Threshold',
    weight: 'Weight',
    verdict: 'Decision',
    total: 'Total score',
    fieldScores: 'Score per field',
    unmarked: (count: number) => `${count} answers are not marked yet. The scores below can still rise.`,
    own: {
      title: 'My exam result',
      none: 'You have not finished an exam yet. Your result appears here afterwards.',
      pendingTitle: 'Your result is being checked',
      pending: 'We have your answers. The result appears here once staff have marked and confirmed it. There is nothing you need to do.',
      passedText: 'Congratulations, you reached the threshold in every field and in total.',
      failedText: 'You have not reached every threshold yet. See the fields marked BK, and learn again what is listed below.',
      confirmedOn: (date: string) => `Confirmed on ${date}`,
      of100: 'of 100',
      atLeast: (threshold: string) => `at least ${threshold}`,
      learnNext: 'What to learn next',
      learnNextText: 'The lowest score comes first.',
      certificate: 'See my certificate',
    },
  },
)
