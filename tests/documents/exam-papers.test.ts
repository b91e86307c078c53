import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { renderAnswerSheet, rowsOf } from '#app/documents/answer-sheet.server.tsx'
import type { ExamPaperHead } from '#app/documents/exam-paper-parts.server.tsx'
import { orderOf } from '#app/documents/press.server.ts'
import { renderQuestionBooklet } from '#app/documents/question-booklet.server.tsx'
import type { PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { hasPdfTools, readPdf } from './pdf-tools.ts'

const at = new Date('2026-12-12T03:00:00Z')
const HASH = 'a'.repeat(64)
const picture = {
  hash: HASH,
  contentType: 'image/svg+xml',
  bytes: new Uint8Array(readFileSync('question-banks/kader-2026/media/kms-1.svg')),
} as const
const clipped = {
  hash: HASH,
  contentType: 'image/svg+xml',
  bytes: new TextEncoder().encode('<svg viewBox="0 0 9 9"><rect width="9" height="9" clip-path="url(#a)"/></svg>'),
} as const
const head: ExamPaperHead = {
  examTitle: 'Ujian Kompetensi Kader',
  session: 'Sesi 1',
  venue: 'Aula Kota Cilegon',
  name: 'Siti Aminah',
  participantNumber: '26-000001',
  startedAt: at,
  deadline: new Date('2026-12-12T04:30:00Z'),
  isLarge: false,
  code: '1234ABCD',
  demo: true,
  at,
}
const shown = { stem: 'Bacalah keadaan ini.\n\nApa yang Ibu lakukan lebih dulu?', media: null }
const option = (key: string) => ({ key, text: `Pilihan ${key}`, last: false })
const BODIES: readonly QuestionBody[] = [
  { kind: 'single-choice', ...shown, options: ['d', 'a', 'c', 'b'].map(option) },
  { kind: 'single-choice', ...shown, media: { hash: HASH, alt: 'Grafik KMS.' }, options: ['b', 'a', 'c'].map(option) },
  { kind: 'true-false', ...shown },
  { kind: 'multiple-response', ...shown, options: ['f', 'a', 'c', 'b', 'e', 'd'].map(option) },
  { kind: 'matching', ...shown, prompts: ['x', 'y', 'z'].map((key) => ({ key, text: `Keadaan ${key}` })), options: ['q', 'r'].map(option) },
  { kind: 'ordering', ...shown, options: ['m', 'k', 'l'].map(option) },
  { kind: 'numeric', ...shown, unit: 'kg' },
  { kind: 'short-text', ...shown },
  { kind: 'essay', ...shown },
]
const QUESTIONS: readonly PaperQuestion[] = BODIES.map((body, index) => ({ number: index + 1, position: 9 - index, body }))
const address = 'https://tera.example/proctor/sessions/1/paper/2'

describe.runIf(hasPdfTools)('the question booklet', () => {
  test('has every question with its options lettered in this candidate’s order, its picture, and whose it is', async () => {
    const { text, fonts, pages } = readPdf(await renderQuestionBooklet({ ...head, questions: QUESTIONS, pictures: [picture] }))
    for (const part of ['26-000001', 'Siti Aminah', '10.00–11.30 WIB', '1234ABCD', 'Bacalah keadaan ini.', 'Apa yang Ibu lakukan'])
      expect(text.replaceAll('10:00–11:30', '10.00–11.30')).toContain(part)
    expect(text).toMatch(/A\.\s+Pilihan d\s+B\.\s+Pilihan a\s+C\.\s+Pilihan c\s+D\.\s+Pilihan b/)
    expect(text).toMatch(/1\.\s+Keadaan x[\s\S]*A\.\s+Pilihan q/)
    // The letters of the picture's own axis are in it.
    expect(text).toMatch(/\bkg\b/i)
    expect(text).not.toContain('tidak dapat dicetak')
    expect(fonts.every(({ embedded }) => embedded)).toBe(true)
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Halaman ${page} dari ${pages}`)
  }, 180_000)

  test('says so where a picture cannot be printed, and what it shows', async () => {
    for (const pictures of [[], [clipped]]) {
      const { text } = readPdf(await renderQuestionBooklet({ ...head, questions: QUESTIONS, pictures }))
      expect(text.replace(/\s+/g, ' ')).toContain('Gambar ini tidak dapat dicetak. Minta pengawas menunjukkannya di layar. Grafik KMS.')
    }
  }, 180_000)

  test('in large letters is longer, and the same from the thread', async () => {
    const questions = [1, 2, 3].flatMap((round) => QUESTIONS.map((each) => ({ ...each, position: each.position + round * 10 })))
    const print = { ...head, isLarge: true, questions, pictures: [picture] }
    const large = await renderQuestionBooklet(print)
    expect(readPdf(large).pages).toBeGreaterThan(readPdf(await renderQuestionBooklet({ ...print, isLarge: false })).pages)
    expect(Buffer.compare(await pressAside(orderOf('question-booklet', print)), large)).toBe(0)
  }, 180_000)
})

describe.runIf(hasPdfTools)('the answer sheet', () => {
  test('has the number, boxes for every option of every question, places to sign, and a code that names no person', async () => {
    const { text, codes } = readPdf(await renderAnswerSheet({ ...head, questions: QUESTIONS, address }))
    for (const part of ['26-000001', 'Peserta', 'Pengawas', 'Dimasukkan pertama oleh', 'boleh lebih dari satu', 'dalam kg', '1234ABCD'])
      expect(text).toContain(part)
    expect(text).toMatch(/1\.\s+A\s+B\s+C\s+D\s+2\.\s+A\s+B\s+C\s/)
    expect(text).toMatch(/3\.\s+B\s+S/)
    expect(text).toMatch(/4\.\s+A\s+B\s+C\s+D\s+E\s+F/)
    expect(text).not.toMatch(/Pilihan|Keadaan/)
    expect(codes).toEqual([address])
  }, 180_000)

  test('of sixty questions fits on few sheets', async () => {
    const sixty = Array.from(
      { length: 60 },
      (_, index): PaperQuestion => ({
        number: index + 1,
        position: index + 1,
        body: BODIES[index % 3] ?? { kind: 'essay', ...shown },
      }),
    )
    expect(readPdf(await renderAnswerSheet({ ...head, questions: sixty, address })).pages).toBeLessThanOrEqual(3)
  }, 180_000)

  test('keeps the order of the paper, whatever stands side by side', () => {
    for (const inRow of [1, 2]) {
      const rows = rowsOf(QUESTIONS, inRow)
      expect(rows.flat()).toEqual(QUESTIONS)
      expect(Math.max(...rows.map((row) => row.length))).toBe(inRow)
    }
  })
})
