import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'

/** `right` is null where there is no one right answer: then the example is shown for comparison. */
export type PracticeQuestion = { readonly body: QuestionBody; readonly right: readonly string[] | null; readonly example: string }

const option = (key: string, text: string) => ({ key, text, last: false })

/** One of every kind, about things that everybody knows: the form of the exam is what is practised. None is from the bank. */
export const PRACTICE_QUESTIONS: readonly PracticeQuestion[] = [
  {
    body: {
      kind: 'single-choice',
      stem: 'Apa warna bendera Indonesia, dari atas ke bawah?',
      media: null,
      options: [
        option('putih-merah', 'Putih, lalu merah'),
        option('merah-putih', 'Merah, lalu putih'),
        option('merah-biru', 'Merah, lalu biru'),
        option('hijau-putih', 'Hijau, lalu putih'),
      ],
    },
    right: ['merah-putih'],
    example: 'Merah, lalu putih',
  },
  {
    body: {
      kind: 'multiple-response',
      stem: 'Mana saja yang termasuk buah?',
      media: null,
      options: [
        option('pisang', 'Pisang'),
        option('bayam', 'Bayam'),
        option('pepaya', 'Pepaya'),
        option('tempe', 'Tempe'),
        option('mangga', 'Mangga'),
      ],
    },
    right: ['pisang', 'pepaya', 'mangga'],
    example: 'Pisang, pepaya, dan mangga',
  },
  { body: { kind: 'true-false', stem: 'Satu jam sama dengan 60 menit.', media: null }, right: ['true'], example: 'Benar' },
  {
    body: {
      kind: 'matching',
      stem: 'Di mana benda ini biasanya disimpan?',
      media: null,
      prompts: [
        { key: 'es', text: 'Es batu' },
        { key: 'baju', text: 'Baju' },
        { key: 'piring', text: 'Piring' },
      ],
      options: [option('lemari', 'Lemari pakaian'), option('rak', 'Rak dapur'), option('kulkas', 'Kulkas')],
    },
    right: ['es:kulkas', 'baju:lemari', 'piring:rak'],
    example: 'Es batu di kulkas, baju di lemari pakaian, piring di rak dapur',
  },
  {
    body: {
      kind: 'ordering',
      stem: 'Urutkan dari yang paling kecil.',
      media: null,
      options: [option('kambing', 'Kambing'), option('semut', 'Semut'), option('sapi', 'Sapi'), option('ayam', 'Ayam')],
    },
    right: ['semut', 'ayam', 'kambing', 'sapi'],
    example: 'Semut, ayam, kambing, sapi',
  },
  {
    body: {
      kind: 'numeric',
      stem: 'Ibu membeli 3 bungkus gula. Setiap bungkus beratnya 1,5 kilogram. Berapa berat seluruhnya?',
      media: null,
      unit: 'kg',
    },
    right: ['4.5'],
    example: '4,5',
  },
  {
    body: { kind: 'short-text', stem: 'Apa nama ibu kota Provinsi Banten?', media: null },
    right: ['serang', 'kota serang'],
    example: 'Serang',
  },
  {
    body: { kind: 'essay', stem: 'Ceritakan dengan dua atau tiga kalimat bagaimana Anda menyiapkan diri sebelum hari ujian.', media: null },
    right: null,
    example: 'Malam sebelumnya saya menyiapkan kartu peserta dan mengisi daya ponsel. Pagi hari saya sarapan, lalu berangkat lebih awal.',
  },
]

export type PracticeFeedback = 'right' | 'not-yet' | 'compare' | 'empty'

export function practiceFeedback({ right }: PracticeQuestion, value: ResponseValue): PracticeFeedback {
  const given = givenIn(value)
  if (given.length === 0) return 'empty'
  if (right === null) return 'compare'
  if (value.kind === 'ordering') return given.join() === right.join() ? 'right' : 'not-yet'
  if (value.kind === 'multiple-response' || value.kind === 'matching')
    return given.length === right.length && given.every((key) => right.includes(key)) ? 'right' : 'not-yet'
  return given.every((answer) => right.includes(answer)) ? 'right' : 'not-yet'
}

function givenIn(value: ResponseValue): readonly string[] {
  switch (value.kind) {
    case 'single-choice':
      return value.chosen === null ? [] : [value.chosen]
    case 'multiple-response':
      return value.chosen
    case 'true-false':
      return value.chosen === null ? [] : [String(value.chosen)]
    case 'matching':
      return Object.entries(value.pairs).map(([prompt, chosen]) => `${prompt}:${chosen}`)
    case 'ordering':
      return value.order.filter((key) => key !== null)
    case 'numeric': {
      const text = value.text.trim().replace(',', '.')
      return text === '' ? [] : [/^\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text]
    }
    case 'short-text':
    case 'essay': {
      const text = value.text.normalize('NFC').trim().toLowerCase()
      return text === '' ? [] : [text]
    }
  }
}
