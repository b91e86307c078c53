import type {
  ChangeClass,
  CreditRule,
  Difficulty,
  QuestionKind,
  QuestionVersionStatus,
  ReviewState,
} from '#app/domain/question-bank/question.ts'
import { defineWords } from './words.ts'

const kinds: Record<QuestionKind, string> = {
  'single-choice': 'Pilihan tunggal',
  'multiple-response': 'Pilihan banyak',
  'true-false': 'Benar/salah',
  matching: 'Menjodohkan',
  ordering: 'Mengurutkan',
  numeric: 'Angka',
  'short-text': 'Isian singkat',
  essay: 'Uraian',
}
const difficulties: Record<Difficulty, string> = { easy: 'Mudah', medium: 'Sedang', hard: 'Sulit' }
const statuses: Record<QuestionVersionStatus, string> = { draft: 'Draf', 'in-review': 'Ditelaah', published: 'Terbit', retired: 'Ditarik' }
const reviews: Record<ReviewState, string> = {
  draft: 'Sumber saling bertentangan: tetap draf',
  'in-review': 'Sumber sekunder: perlu catatan ahli',
  published: 'Sumber terverifikasi',
}
const changes: Record<ChangeClass, string> = {
  new: 'Baru',
  wording: 'Kata-kata',
  media: 'Gambar',
  key: 'Kunci',
  points: 'Bobot',
  'option-set': 'Susunan pilihan',
}
const credits: Record<CreditRule, string> = {
  'all-or-nothing': 'Semua benar atau nol',
  'net-correct': 'Benar dikurangi salah',
  coverage: 'Bagian yang benar',
  'each-decision': 'Setiap keputusan dinilai',
}
const lifeCycles: Record<string, string> = {
  pregnancy_postpartum: 'Ibu hamil dan nifas',
  infant_toddler: 'Bayi dan balita',
  school_age_teen: 'Usia sekolah dan remaja',
  adult: 'Dewasa',
  elderly: 'Lansia',
}
const tags: Record<string, string> = {
  family_planning: 'Keluarga berencana',
  protection_women_children: 'Pelindungan perempuan dan anak',
  ethics_administration: 'Etika dan administrasi',
  p2wkss: 'P2WKSS',
}

/** What a question’s parts and their values are called, wherever questions are listed. */
export const questionTermWords = defineWords(
  {
    questions: 'Soal',
    status: 'Status',
    field: 'Bidang',
    kind: 'Jenis',
    difficulty: 'Kesulitan',
    competency: 'Kompetensi',
    key: 'Kode soal',
    slugHint: 'Huruf kecil, angka, dan tanda hubung, misalnya kader-2026',
    stem: 'Pertanyaan',
    sources: 'Sumber',
    part: 'Bagian',
    change: 'Perubahan',
    author: 'Penulis',
    kinds,
    difficulties,
    statuses,
    reviews,
    changes,
    credits,
    lifeCycles,
    tagNames: tags,
  },
  {
    questions: 'Questions',
    status: 'Status',
    field: 'Field',
    kind: 'Kind',
    difficulty: 'Difficulty',
    competency: 'Competency',
    key: 'Question code',
    slugHint: 'Lower-case letters, digits and hyphens, such as kader-2026',
    stem: 'Question',
    sources: 'Sources',
    part: 'Part',
    change: 'Change',
    author: 'Author',
    kinds: {
      'single-choice': 'Single choice',
      'multiple-response': 'Multiple response',
      'true-false': 'True or false',
      matching: 'Matching',
      ordering: 'Ordering',
      numeric: 'Numeric',
      'short-text': 'Short text',
      essay: 'Essay',
    },
    difficulties: { easy: 'Easy', medium: 'Medium', hard: 'Hard' },
    statuses: { draft: 'Draft', 'in-review': 'In review', published: 'Published', retired: 'Retired' },
    reviews: {
      draft: 'Disputed sources: stays a draft',
      'in-review': "Secondary sources: needs an expert's note",
      published: 'Verified sources',
    },
    changes: { new: 'New', wording: 'Wording', media: 'Picture', key: 'Key', points: 'Points', 'option-set': 'Option set' },
    credits: {
      'all-or-nothing': 'All or nothing',
      'net-correct': 'Right minus wrong',
      coverage: 'Share that is right',
      'each-decision': 'Each decision counts',
    },
    lifeCycles: {
      pregnancy_postpartum: 'Pregnancy and childbed',
      infant_toddler: 'Infants and toddlers',
      school_age_teen: 'School age and teens',
      adult: 'Adults',
      elderly: 'Elderly',
    },
    tagNames: {
      family_planning: 'Family planning',
      protection_women_children: 'Protection of women and children',
      ethics_administration: 'Ethics and administration',
      p2wkss: 'P2WKSS',
    },
  },
)
