import type { FaultCode, QuestionFault } from '#app/domain/question-bank/bank-fault.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'

type FaultWords = Record<FaultCode, (value: string) => string>

const faults: FaultWords = {
  'yaml-syntax': (value) => `Susunan YAML tidak terbaca (${value}).`,
  'file-too-large': () => 'Berkas terlalu besar.',
  'file-missing': (value) => `Berkas ${value} tidak ada.`,
  'not-a-list': () => 'Isi berkas bukan daftar soal.',
  'bad-heading': (value) => `bank.yaml tidak sesuai: ${value}.`,
  'framework-missing': (value) => `Kerangka kompetensi ${value} belum dimuat.`,
  'bad-framework': (value) => `Kerangka kompetensi tidak sesuai: ${value}.`,
  'bad-register': () => 'Daftar fakta (facts.csv) tidak terbaca.',
  missing: () => 'Wajib diisi.',
  'wrong-type': (value) => `Bentuknya keliru; seharusnya ${value}.`,
  'unknown-name': (value) => `Nama "${value}" tidak dikenal.`,
  'not-one-of': (value) => `Pilih salah satu: ${value}.`,
  'too-short': (value) => `Terlalu pendek; paling sedikit ${value} huruf.`,
  'too-long': (value) => `Terlalu panjang; paling banyak ${value} huruf.`,
  'too-few': (value) => `Terlalu sedikit; paling sedikit ${value}.`,
  'too-many': (value) => `Terlalu banyak; paling banyak ${value}.`,
  'wrong-form': () => 'Penulisannya keliru.',
  'unreadable-text': () => 'Ada huruf yang tidak dapat disimpan.',
  'duplicate-question-key': (value) => `Kunci soal "${value}" sudah dipakai.`,
  'duplicate-option-key': (value) => `Kunci pilihan "${value}" sudah dipakai.`,
  'duplicate-criterion-key': (value) => `Kunci kriteria "${value}" sudah dipakai.`,
  'exactly-one-correct': (value) => `Harus tepat satu pilihan yang benar; sekarang ${value}.`,
  'correct-and-wrong': () => 'Harus ada paling sedikit satu pilihan benar dan satu pilihan salah.',
  'last-at-most-one': () => 'Hanya satu pilihan yang boleh selalu di akhir.',
  'unknown-option': (value) => `Pilihan "${value}" tidak ada.`,
  'places-count': (value) => `Urutan berjalan dari 1 sampai ${value}, masing-masing satu kali.`,
  'keys-tell-the-answer': () => 'Kunci pilihan tidak boleh berurutan menurut jawaban yang benar, karena ikut terkirim ke peserta.',
  'negative-tolerance': () => 'Toleransi tidak boleh kurang dari nol.',
  'duplicate-accepted': (value) => `Jawaban "${value}" tertulis dua kali.`,
  'rubric-starts-at-zero': () => 'Tingkat terendah bernilai 0.',
  'rubric-rises': () => 'Nilai tingkat harus naik dari atas ke bawah.',
  'duplicate-fact': (value) => `Fakta ${value} tertulis dua kali.`,
  'unknown-fact': (value) => `Fakta ${value} tidak ada dalam daftar fakta.`,
  'unsourced-fact': (value) => `Fakta ${value} tidak bersumber; soal tidak boleh berdasar padanya.`,
  'review-too-far': (value) => `Menurut sumbernya paling jauh "${value}".`,
  'unknown-competency': (value) => `Kompetensi "${value}" tidak ada dalam kerangka.`,
  'competency-of-other-field': (value) => `Kompetensi ini termasuk bidang ${value}.`,
  'media-missing': (value) => `Gambar ${value} tidak ada.`,
  'media-unsafe': (value) => `Gambar tidak dapat dipakai: ${pictureFaults.id[value] ?? value}.`,
  'enemy-unknown': (value) => `Soal "${value}" yang tidak boleh bersama tidak ada.`,
  'enemy-itself': () => 'Soal tidak boleh menunjuk dirinya sendiri.',
}
const englishFaults: FaultWords = {
  'yaml-syntax': (value) => `not readable as YAML: ${value}`,
  'file-too-large': () => 'the file is too large',
  'file-missing': (value) => `${value} is missing`,
  'not-a-list': () => 'the file is not a list of questions',
  'bad-heading': (value) => `bank.yaml is not right at: ${value}`,
  'framework-missing': (value) => `the competency framework ${value} is not loaded`,
  'bad-framework': (value) => `the competency framework is not right at: ${value}`,
  'bad-register': () => 'the register of facts (facts.csv) is not readable',
  missing: () => 'this is required',
  'wrong-type': (value) => `of the wrong type; should be ${value}`,
  'unknown-name': (value) => `the name "${value}" is not known`,
  'not-one-of': (value) => `must be one of: ${value}`,
  'too-short': (value) => `too short; at least ${value} characters`,
  'too-long': (value) => `too long; at most ${value} characters`,
  'too-few': (value) => `too few; at least ${value}`,
  'too-many': (value) => `too many; at most ${value}`,
  'wrong-form': () => 'not written in the right form',
  'unreadable-text': () => 'holds a character that cannot be kept',
  'duplicate-question-key': (value) => `the question key "${value}" is used twice`,
  'duplicate-option-key': (value) => `the option key "${value}" is used twice`,
  'duplicate-criterion-key': (value) => `the criterion key "${value}" is used twice`,
  'exactly-one-correct': (value) => `exactly one option must be correct; there are ${value}`,
  'correct-and-wrong': () => 'at least one option must be correct and one wrong',
  'last-at-most-one': () => 'only one option may stay at the end',
  'unknown-option': (value) => `there is no option "${value}"`,
  'places-count': (value) => `places count from 1 to ${value}, each once`,
  'keys-tell-the-answer': () => 'the keys of the options must not count along with the right answer: they travel to candidates',
  'negative-tolerance': () => 'the tolerance must not be below zero',
  'duplicate-accepted': (value) => `the answer "${value}" stands twice`,
  'rubric-starts-at-zero': () => 'the lowest level earns 0 points',
  'rubric-rises': () => 'the points of the levels must rise',
  'duplicate-fact': (value) => `the fact ${value} stands twice`,
  'unknown-fact': (value) => `the fact ${value} is not in the register`,
  'unsourced-fact': (value) => `the fact ${value} has no source; nothing may be keyed on it`,
  'review-too-far': (value) => `its sources allow "${value}" at most`,
  'unknown-competency': (value) => `the competency "${value}" is not in the framework`,
  'competency-of-other-field': (value) => `this competency belongs to the field ${value}`,
  'media-missing': (value) => `the picture ${value} is missing`,
  'media-unsafe': (value) => `the picture cannot be used: ${pictureFaults.en[value] ?? value}`,
  'enemy-unknown': (value) => `there is no question "${value}" to keep apart from`,
  'enemy-itself': () => 'a question cannot be kept apart from itself',
}
const pictureFaults: Record<Locale, Record<string, string>> = {
  id: {
    'not-a-picture': 'bukan berkas PNG, JPEG, atau SVG',
    'too-large': 'berkasnya terlalu besar',
    'too-many-pixels': 'ukurannya lebih dari 4 juta piksel',
    'unsafe-svg': 'SVG memuat hal selain gambar (skrip, tautan luar, atau sejenisnya)',
  },
  en: {
    'not-a-picture': 'not a PNG, JPEG or SVG file',
    'too-large': 'the file is too large',
    'too-many-pixels': 'it has more than 4 million pixels',
    'unsafe-svg': 'the SVG holds more than a drawing (scripts, outside references or the like)',
  },
}

/** A fault in words; the place stands beside it. */
export function faultMessage({ code, value, path }: QuestionFault, locale: Locale): string {
  const message = (locale === 'id' ? faults : englishFaults)[code](value ?? '')
  return locale === 'en' && path.length > 0 ? `${path.join('.')}: ${message}` : message
}

/** The messages of an editor's fields, by field name. */
export function fieldProblems(faults: readonly (QuestionFault & { readonly field: string })[], locale: Locale): Record<string, string[]> {
  const problems: Record<string, string[]> = {}
  for (const { field, ...fault } of faults) {
    const message = faultMessage({ ...fault, path: [] }, locale)
    if (!problems[field]?.includes(message)) problems[field] = [...(problems[field] ?? []), message]
  }
  return problems
}
