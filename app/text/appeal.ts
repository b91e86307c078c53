import type { Eligibility } from '#app/domain/delivery/eligibility.ts'
import type { AppealKind, Remedy } from '#app/domain/determination/appeal.ts'
import type { Seat } from '#app/domain/determination/seat.ts'
import { defineWords } from './words.ts'

type Kind = { readonly name: string; readonly meaning: string }

const kindsIndonesian: Record<AppealKind, Kind> = {
  question: { name: 'Soal keliru', meaning: 'Soal atau kuncinya salah atau tidak jelas.' },
  marking: { name: 'Penilaian uraian', meaning: 'Jawaban uraian saya dinilai keliru.' },
  procedure: { name: 'Pelaksanaan ujian', meaning: 'Ada gangguan atau kejadian saat ujian.' },
  identity: { name: 'Data diri', meaning: 'Nama, kelurahan, atau data saya salah.' },
  eligibility: { name: 'Syarat administrasi', meaning: 'Pemeriksaan syarat saya keliru.' },
}
const kindsEnglish: Record<AppealKind, Kind> = {
  question: { name: 'A question is wrong', meaning: 'A question or its key is wrong or unclear.' },
  marking: { name: 'Marking of an essay', meaning: 'My essay answer was marked wrongly.' },
  procedure: { name: 'How the exam was held', meaning: 'Something went wrong during the exam.' },
  identity: { name: 'Personal data', meaning: 'My name, kelurahan or other data is wrong.' },
  eligibility: { name: 'Eligibility', meaning: 'My eligibility was judged wrongly.' },
}
const seatsIndonesian: Record<Seat, string> = { selected: 'Terpilih', reserve: 'Cadangan', 'not-selected': 'Tidak Terpilih' }
const seatsEnglish: Record<Seat, string> = { selected: 'Selected', reserve: 'Reserve', 'not-selected': 'Not selected' }
const meaningsIndonesian: Record<Seat, string> = {
  selected: 'Anda mendapat kursi kader di kelurahan Anda.',
  reserve: 'Anda belum mendapat kursi. Bila ada kursi kosong, cadangan dipanggil menurut urutannya.',
  'not-selected':
    'Anda tidak mendapat kursi maupun tempat cadangan. Ini keputusan tersendiri menurut kuota kelurahan: hasil ujian Anda tidak berubah karenanya.',
}
const meaningsEnglish: Record<Seat, string> = {
  selected: 'You have a seat as a cadre in your kelurahan.',
  reserve: 'You have no seat yet. When a seat is free, the reserve is called in order.',
  'not-selected':
    'You have neither a seat nor a place in the reserve. This is a decision of its own by the quota of the kelurahan: it changes nothing about your exam result.',
}
const eligibilityIndonesian: Record<Eligibility, string> = {
  unverified: 'Belum diperiksa',
  eligible: 'Memenuhi Syarat (MS)',
  ineligible: 'Tidak Memenuhi Syarat (TMS)',
}
const eligibilityEnglish: Record<Eligibility, string> = {
  unverified: 'Not verified yet',
  eligible: 'Eligible (MS)',
  ineligible: 'Not eligible (TMS)',
}
const remediesIndonesian: Record<Remedy, string> = {
  'mark-again': 'Jawaban uraian Anda dinilai ulang oleh asesor lain.',
  'reopen-case': 'Syarat administrasi Anda diperiksa kembali.',
}
const remediesEnglish: Record<Remedy, string> = {
  'mark-again': 'Other assessors mark your essay answers again.',
  'reopen-case': 'Your eligibility is verified again.',
}

const fileProblemsIndonesian: Record<string, string> = {
  empty: 'Pilih berkas lebih dulu.',
  'too-large': 'Berkas lebih dari 5 MB.',
  'unknown-type': 'Berkas bukan PDF, JPEG, atau PNG.',
  'too-many-pixels': 'Gambar terlalu besar. Kecilkan lebih dulu.',
  damaged: 'Berkas rusak atau terpotong.',
  'hidden-content': 'Ada isi lain yang tersembunyi di dalam berkas.',
  'active-content': 'PDF memuat skrip atau isi aktif. Simpan ulang sebagai PDF biasa.',
  encrypted: 'PDF dikunci kata sandi. Simpan tanpa kata sandi.',
  'too-many-files': 'Sudah ada 5 lampiran.',
}
const fileProblemsEnglish: Record<string, string> = {
  empty: 'Choose a file first.',
  'too-large': 'The file is larger than 5 MB.',
  'unknown-type': 'The file is no PDF, JPEG or PNG.',
  'too-many-pixels': 'The picture is too large. Make it smaller first.',
  damaged: 'The file is damaged or cut short.',
  'hidden-content': 'Something else hides inside the file.',
  'active-content': 'The PDF holds scripts or active content. Save it again as a plain PDF.',
  encrypted: 'The PDF is locked with a password. Save it without one.',
  'too-many-files': 'There are 5 attachments already.',
}

/** Why an appeal cannot be filed, by the code of the refusal. */
const closedIndonesian = {
  'not-announced': 'Hasil sementara belum diumumkan. Sanggah dapat diajukan setelah pengumuman terbit.',
  'window-closed': 'Masa sanggah sudah berakhir. Sanggah baru tidak dapat diajukan lagi.',
  'already-open': 'Sanggah Anda sedang diperiksa. Sanggah lain dapat diajukan setelah yang ini diputuskan atau Anda tarik.',
  'not-on-the-list': 'Anda tidak tercatat dalam daftar yang diputuskan pleno. Tanyakan kepada petugas kelurahan Anda.',
}
const closedEnglish: typeof closedIndonesian = {
  'not-announced': 'The provisional outcome is not announced yet. Appeals can be filed once it is.',
  'window-closed': 'The appeal window is over. No new appeal can be filed.',
  'already-open': 'Your appeal is being looked at. You can file another once it is decided or you withdraw it.',
  'not-on-the-list': 'You are not on the list that the plenary decided. Ask the officer of your kelurahan.',
}

/** The candidate's own outcome and appeals. */
export const appealWords = defineWords(
  {
    title: 'Hasil seleksi dan sanggah',
    link: 'Hasil seleksi dan sanggah',
    toResult: 'Lihat nilai ujian saya',
    outcomes: 'Tiga hasil Anda',
    outcomesText: 'Ketiganya diputuskan terpisah: syarat administrasi, ujian, lalu seleksi menurut kuota kelurahan.',
    eligibilityLabel: 'Syarat administrasi',
    examLabel: 'Ujian',
    selectionLabel: 'Seleksi',
    provisional: (outcome: string) => `${outcome} (sementara)`,
    notAnnounced: 'Belum diumumkan',
    notListed: 'Tidak tercatat dalam daftar',
    passed: 'Lulus',
    failed: 'Tidak Lulus',
    seats: seatsIndonesian,
    reserveOf: (rank: number) => `Cadangan ${rank}`,
    meanings: meaningsIndonesian,
    belowThreshold: 'Kursi dan tempat cadangan hanya untuk peserta yang lulus ujian.',
    eligibility: eligibilityIndonesian,
    determinedTitle: 'Hasil tetap',
    determined: (number: string, day: string) => `Ditetapkan dengan surat keputusan nomor ${number} tanggal ${day}.`,
    announcedTitle: 'Hasil sementara',
    announced: (number: string, day: string) => `Pengumuman nomor ${number}, ${day}.`,
    windowTitle: 'Masa sanggah',
    windowOpen: (day: string) => `Sanggah dapat diajukan sampai ${day} pukul 24.00 WIB.`,
    windowText:
      'Ajukan sanggah bila menurut Anda ada yang keliru. Orang yang tidak terlibat akan memutuskannya. Putusannya tidak langsung mengubah nilai; bila uraian dinilai ulang oleh asesor lain, nilainya dapat naik atau turun.',
    closed: closedIndonesian,
    form: 'Ajukan sanggah',
    kind: 'Tentang apa?',
    kinds: kindsIndonesian,
    statement: 'Apa yang keliru, dan mengapa?',
    statementHint: 'Tulis dengan kata-kata sendiri, 20 sampai 2.000 huruf. Sebutkan nomor soal atau waktu kejadian bila ada.',
    send: 'Kirim sanggah',
    kindMissing: 'Pilih salah satu.',
    tooShort: 'Tulis paling sedikit 20 huruf, supaya petugas mengerti.',
    tooLong: (length: string) => `Tulisan Anda ${length} huruf. Paling banyak 2.000 huruf.`,
    faults: 'Sanggah belum terkirim. Tulisan Anda masih ada di bawah; perbaiki yang bertanda.',
    toForm: 'Ke isian sanggah',
    notSent: 'Sanggah tidak terkirim.',
    filed: 'Sanggah sudah kami terima.',
    withdrawnDone: 'Sanggah sudah Anda tarik.',
    withdrawRefused: 'Sanggah ini sudah diputuskan atau sudah ditarik.',
    own: 'Sanggah saya',
    appealNumber: (number: number) => `Sanggah nomor ${number}`,
    filedOn: (moment: string) => `Diajukan ${moment}`,
    writtenDown: 'Dicatat oleh petugas',
    states: { submitted: 'Sedang diperiksa', withdrawn: 'Ditarik', granted: 'Sanggah Diterima', rejected: 'Sanggah Ditolak' },
    reason: 'Alasan putusan',
    decidedOn: (moment: string) => `Diputuskan ${moment}`,
    withdrawnOn: (moment: string) => `Ditarik ${moment}`,
    remedies: remediesIndonesian,
    withdraw: 'Tarik sanggah ini',
    withdrawText: 'Sanggah yang ditarik tidak diperiksa lagi. Selama masa sanggah Anda dapat mengajukan yang baru.',
    withdrawConfirm: 'Ya, tarik sanggah',
    announcement: 'Lihat pengumuman',
    why: 'Mengapa?',
    overridden: (reason: string) => `Pleno memutuskan lain daripada usulan hitungan, dengan alasan: ${reason}.`,
    files: 'Lampiran',
    fileName: (number: number, type: string, size: string) => `Lampiran ${number} (${type}, ${size} kB)`,
    attach: 'Tambah lampiran',
    attachHint: 'PDF, JPEG, atau PNG, paling besar 5 MB, paling banyak 5 berkas.',
    attachText: 'Bila ada bukti, misalnya foto surat, lampirkan di sini.',
    attached: 'Lampiran sudah kami terima.',
    notAttached: 'Lampiran belum terkirim.',
    fileProblems: fileProblemsIndonesian,
  },
  {
    title: 'Selection outcome and appeal',
    link: 'Selection outcome and appeal',
    toResult: 'See my exam scores',
    outcomes: 'Your three outcomes',
    outcomesText: 'Each is a decision of its own: eligibility, the exam, then the selection by the quota of the kelurahan.',
    eligibilityLabel: 'Eligibility',
    examLabel: 'Exam',
    selectionLabel: 'Selection',
    provisional: (outcome: string) => `${outcome} (provisional)`,
    notAnnounced: 'Not announced yet',
    notListed: 'Not on the list',
    passed: 'Passed',
    failed: 'Not passed',
    seats: seatsEnglish,
    reserveOf: (rank: number) => `Reserve ${rank}`,
    meanings: meaningsEnglish,
    belowThreshold: 'Seats and places in the reserve are only for those who passed the exam.',
    eligibility: eligibilityEnglish,
    determinedTitle: 'Final outcome',
    determined: (number: string, day: string) => `Determined by decree ${number} of ${day}.`,
    announcedTitle: 'Provisional outcome',
    announced: (number: string, day: string) => `Announcement ${number}, ${day}.`,
    windowTitle: 'Appeal window',
    windowOpen: (day: string) => `Appeals can be filed until ${day}, midnight WIB.`,
    windowText:
      'File an appeal when you think that something is wrong. Somebody who had no part in it decides. The ruling itself changes no score; when other assessors mark an essay again, its score can rise or fall.',
    closed: closedEnglish,
    form: 'File an appeal',
    kind: 'What is it about?',
    kinds: kindsEnglish,
    statement: 'What is wrong, and why?',
    statementHint: 'Write in your own words, 20 to 2,000 characters. Name the question or the time if there is one.',
    send: 'Send the appeal',
    kindMissing: 'Choose one.',
    tooShort: 'Write 20 characters or more, so that staff understand.',
    tooLong: (length: string) => `Your text has ${length} characters. 2,000 are the most.`,
    faults: 'The appeal is not sent yet. What you wrote is still below; correct what is marked.',
    toForm: 'Go to the form',
    notSent: 'The appeal was not sent.',
    filed: 'We have received your appeal.',
    withdrawnDone: 'You have withdrawn the appeal.',
    withdrawRefused: 'This appeal is already decided or withdrawn.',
    own: 'My appeals',
    appealNumber: (number: number) => `Appeal ${number}`,
    filedOn: (moment: string) => `Filed ${moment}`,
    writtenDown: 'Written down by staff',
    states: { submitted: 'Being looked at', withdrawn: 'Withdrawn', granted: 'Appeal granted', rejected: 'Appeal rejected' },
    reason: 'Reason of the ruling',
    decidedOn: (moment: string) => `Decided ${moment}`,
    withdrawnOn: (moment: string) => `Withdrawn ${moment}`,
    remedies: remediesEnglish,
    withdraw: 'Withdraw this appeal',
    withdrawText: 'A withdrawn appeal is not looked at any more. Within the window you can file a new one.',
    withdrawConfirm: 'Yes, withdraw it',
    announcement: 'See the announcement',
    why: 'Why?',
    overridden: (reason: string) => `The plenary departed from what was calculated, for this reason: ${reason}.`,
    files: 'Attachments',
    fileName: (number: number, type: string, size: string) => `Attachment ${number} (${type}, ${size} kB)`,
    attach: 'Add an attachment',
    attachHint: 'PDF, JPEG or PNG, 5 MB at most, 5 files at most.',
    attachText: 'If you have evidence, such as a photo of a letter, attach it here.',
    attached: 'We have received the attachment.',
    notAttached: 'The attachment was not sent.',
    fileProblems: fileProblemsEnglish,
  },
)
