import { defineWords } from './words.ts'

/** Few words, apart from the authors' ones: they travel with every exam page. */
export const questionViewWords = defineWords(
  {
    chooseOne: 'Pilih satu jawaban.',
    chooseAll: 'Pilih semua jawaban yang benar. Boleh lebih dari satu.',
    chooseTrueFalse: 'Benar atau salah?',
    matchEach: 'Pilih pasangan untuk setiap baris.',
    putInOrder: 'Urutkan: pilih isi setiap tempat, dari yang pertama.',
    place: (place: number) => `Urutan ${place}`,
    notChosen: 'Pilih',
    true: 'Benar',
    false: 'Salah',
    yourAnswer: 'Jawaban Anda',
    numericHint: 'Tulis dengan angka, misalnya 12 atau 1,5.',
    shortTextHint: 'Tulis singkat: satu atau beberapa kata.',
    essayHint: 'Tulis dengan kalimat Anda sendiri.',
  },
  {
    chooseOne: 'Choose one answer.',
    chooseAll: 'Choose every correct answer. There may be more than one.',
    chooseTrueFalse: 'True or false?',
    matchEach: 'Choose a match for every row.',
    putInOrder: 'Put them in order: choose what stands at each place, from the first.',
    place: (place) => `Place ${place}`,
    notChosen: 'Choose',
    true: 'True',
    false: 'False',
    yourAnswer: 'Your answer',
    numericHint: 'Write a number, for example 12 or 1.5.',
    shortTextHint: 'Keep it short: one or a few words.',
    essayHint: 'Write in your own words.',
  },
)
