import { defineWords } from './words.ts'

/** What a candidate who sits on paper reads when she signs in on a device. */
export const paperSeatWords = defineWords(
  {
    title: 'Anda ujian di kertas',
    before: 'Kantor mencatat bahwa Anda mengerjakan ujian di kertas. Datang ke lokasi; pengawas memberi naskah soal dan lembar jawaban.',
    running: 'Ujian Anda berjalan di kertas. Tulis jawaban di lembar jawaban; tidak ada yang diisi di perangkat ini.',
    closed: 'Lembar jawaban Anda sudah diterima. Dua petugas memasukkannya, lalu hasilnya dinilai.',
  },
  {
    title: 'You sit the exam on paper',
    before:
      'The office recorded that you sit the exam on paper. Come to the venue; the proctor gives you the questions and the answer sheet.',
    running: 'Your exam is under way on paper. Write on the answer sheet; nothing is filled in on this device.',
    closed: 'Your answer sheet was taken in. Two people key it in, then it is scored.',
  },
)
