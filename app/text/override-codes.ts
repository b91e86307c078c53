import type { OverrideCode } from '#app/domain/determination/plenary.ts'
import { defineWords } from './words.ts'

const indonesian: Record<OverrideCode, string> = {
  'document-evidence': 'Bukti dokumen',
  discipline: 'Pelanggaran disiplin',
  withdrawn: 'Mengundurkan diri',
  'seat-freed': 'Kursi kosong karena keputusan lain',
  'tie-decided': 'Nilai sama, diputuskan pleno',
}
const english: Record<OverrideCode, string> = {
  'document-evidence': 'Documentary evidence',
  discipline: 'Breach of discipline',
  withdrawn: 'Withdrew',
  'seat-freed': 'A seat freed by another decision',
  'tie-decided': 'Equal scores, decided by the plenary',
}

/** Why a plenary departs from what was calculated, for its minutes and for the person herself. */
export const overrideWords = defineWords(indonesian, english)
