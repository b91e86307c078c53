import { defineWords } from './words.ts'

type Refusals = Readonly<Record<string, string>>
const refusals: Refusals = {
  'session-full': 'Semua kursi sesi ini sudah terisi. Tidak ada yang ditempatkan.',
  'nobody-to-seat': 'Tidak ada peserta tanpa kursi di kelurahan itu. Daftarkan dulu kadernya sebagai peserta.',
  'session-closed': 'Sesi ini sudah ditutup.',
  'already-begun': 'Peserta ini sudah mulai mengerjakan, jadi tidak dapat diubah.',
  'no-cards-to-make': 'Semua peserta sesi ini sudah punya kartu. Pilih cetak ulang bila perlu.',
  'seats-changed': 'Daftar peserta berubah saat kartu dibuat. Tidak ada PIN yang berganti. Ulangi.',
  'not-open-yet': 'Sesi ini belum dibuka.',
  'already-closed': 'Sesi ini sudah ditutup.',
  'attempts-running': 'Masih ada peserta yang mengerjakan. Sesi dapat ditutup setelah semua selesai.',
  'papers-to-key-in': 'Masih ada lembar jawaban di kertas yang belum selesai dimasukkan. Buka Ujian di kertas dulu.',
  'registration-over': 'Pendaftaran periode ini sudah selesai.',
  'nobody-to-register': 'Semua kader aktif di kelurahan yang dipilih sudah terdaftar.',
  'numbers-used-up': 'Nomor peserta tahun ini habis.',
  'choose-something': 'Pilih sedikitnya satu kelurahan.',
}
const refusalsEnglish: Refusals = {
  'session-full': 'All seats of this session are taken. Nobody was assigned.',
  'nobody-to-seat': 'That kelurahan has no candidates without a seat. Register its cadres as candidates first.',
  'session-closed': 'This session is closed.',
  'already-begun': 'This candidate has begun, so nothing can be changed.',
  'no-cards-to-make': 'Every candidate of this session has a card. Choose a reprint if needed.',
  'seats-changed': 'The list of candidates changed while the cards were made. No PIN was replaced. Try again.',
  'not-open-yet': 'This session is not open yet.',
  'already-closed': 'This session is closed.',
  'attempts-running': 'Candidates are still writing. The session can be closed when all have finished.',
  'papers-to-key-in': 'Some answer sheets on paper are not keyed in yet. Open Exams on paper first.',
  'registration-over': 'Registration for this period is over.',
  'nobody-to-register': 'All active cadres of the chosen kelurahan are registered.',
  'numbers-used-up': 'This year has no participant numbers left.',
  'choose-something': 'Choose at least one kelurahan.',
}

/** Why an act on a session, its seats or its candidates was not done. */
export const sessionRefusalWords = defineWords(refusals, refusalsEnglish)
