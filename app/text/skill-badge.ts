import type { CertificateKind } from '#app/domain/certificates/certificate.ts'
import type { BadgeContent, BadgeRefusal } from '#app/domain/certificates/skill-badge.ts'
import { defineWords } from './words.ts'

/** Wherever a badge is named, this stands beside it: nobody is to take it for one of the ministry's or of BNSP. */
const notTheirs =
  'Lencana program Kota Cilegon sendiri: bukan Tanda Kecakapan Kader dari Kementerian Kesehatan dan bukan sertifikat kompetensi BNSP.'
const notTheirsEnglish =
  'A badge of Kota Cilegon’s own programme: not the Tanda Kecakapan Kader of the Ministry of Health, and not a certificate of competence of BNSP.'

const kinds: Record<CertificateKind, string> = { competence: 'Sertifikat kompetensi', 'skill-badge': 'Lencana kecakapan' }
const kindsEnglish: Record<CertificateKind, string> = { competence: 'Certificate of competence', 'skill-badge': 'Skill badge' }

/** The words for a skill badge: on the paper, in the credential, on the public check and on the screens of issuer and holder. */
export const skillBadgeWords = defineWords(
  {
    title: (level: string) => `Lencana Kecakapan Kader Tera — ${level}`,
    notTheirs,
    description: (level: string) => `Kader yang memiliki semua kompetensi dalam kelompok yang disyaratkan lencana ${level}. ${notTheirs}`,
    criteria: (framework: string) =>
      `Lulus ujian kompetensi kader, sudah ditetapkan dengan SK, dan memiliki kelompok kompetensi menurut ${framework} serta aturan periode itu. ${notTheirs}`,
    frameworkVersion: (title: string, version: number) => `${title}, versi ${version}`,

    kind: 'Jenis',
    kinds,
    statement: 'Memiliki semua kompetensi dalam kelompok berikut (jumlahnya dalam kurung)',
    paperGroup: (name: string, count: number) => `${name} (${count})`,
    rule: (threshold: string, questions: number) =>
      `Kompetensi dihitung dimiliki bila nilai soalnya paling sedikit ${threshold} dari 100 dan ditanyakan paling sedikit dalam ${questions} soal.`,
    underAskedRule: 'Kompetensi yang kurang ditanyakan tidak dihitung dimiliki.',
    sealedFor: 'Penerbitan lencana kecakapan kader Tera',

    contentTitle: 'Kompetensi yang dimiliki',
    framework: 'Kerangka kompetensi',
    level: 'Lencana',
    group: 'Kelompok',
    groups: 'Kelompok yang lengkap',
    competency: 'Kompetensi',
    score: 'Nilai',
    questions: 'Soal',
    basisTitle: 'Nilai ujian yang mendasarinya',

    own: 'Lencana Anda',
    ownDownload: 'Unduh lencana (PDF)',
    ownCredential: 'Unduh kredensial lencana',
    ownCheck: 'Lihat halaman pemeriksaannya',

    page: 'Lencana kecakapan',
    lead: 'Dokumen kedua di samping sertifikat kompetensi, untuk kader yang memiliki kelompok kompetensi secara lengkap.',
    toCertificates: 'Semua sertifikat',
    filterText: 'Nama atau nomor peserta',
    ready: 'Lencana yang siap diterbitkan',
    readyOf: (earned: string, candidates: string) =>
      `${earned} dari ${candidates} kader yang sudah ditetapkan memenuhi syarat lencana dan belum mendapatkannya.`,
    empty: 'Belum ada lencana yang dapat diterbitkan',
    emptyText: 'Lencana muncul di sini setelah kelulusan ditetapkan dengan SK dan syarat kerangka kompetensi terpenuhi.',
    lacksFramework: 'Kerangka kompetensi ujian ini masih rancangan. Lencana baru dapat diterbitkan setelah kerangkanya diberlakukan.',
    underAskedTitle: 'Kompetensi yang kurang ditanyakan',
    underAskedText:
      'Ujian ini menanyakan kompetensi berikut lebih sedikit daripada aturan periode, jadi tidak dihitung dimiliki oleh siapa pun. Kelompok yang memuatnya tidak dapat lengkap.',
    issueChosen: 'Terbitkan lencana yang dipilih',
    issueAll: (count: string) => `Terbitkan ${count} lencana berikutnya`,
    chooseOne: (name: string) => `Pilih lencana ${name}`,
    noneApproved: 'Tidak ada lencana yang dapat diterbitkan.',
    refusals: {
      'no-framework': 'kerangka kompetensinya belum diberlakukan.',
      'badge-not-earned': 'syarat lencananya tidak terpenuhi.',
      'already-issued': 'lencananya sudah ada.',
    } satisfies Record<BadgeRefusal['kind'] | 'already-issued', string>,
    changeProblems: {
      'no-framework': 'Kerangka kompetensinya belum diberlakukan, jadi lencananya belum dapat diganti.',
      'badge-not-earned': 'Hasil ujian yang sekarang tidak memenuhi syarat lencana: cabut lencananya.',
    } satisfies Record<BadgeRefusal['kind'], string>,
  },
  {
    title: (level: string) => `Tera Skill Badge for Cadres — ${level}`,
    notTheirs: notTheirsEnglish,
    description: (level: string) =>
      `A cadre who holds every competency of the groups that the badge ${level} asks for. ${notTheirsEnglish}`,
    criteria: (framework: string) =>
      `Passed the competency exam, was determined by decree, and holds groups of competencies by ${framework} and that period’s rules. ${notTheirsEnglish}`,
    frameworkVersion: (title: string, version: number) => `${title}, version ${version}`,

    kind: 'Kind',
    kinds: kindsEnglish,
    statement: 'Holds every competency of these groups (their number in brackets)',
    paperGroup: (name: string, count: number) => `${name} (${count})`,
    rule: (threshold: string, questions: number) =>
      `A competency counts as held when its questions score at least ${threshold} of 100 and at least ${questions} asked about it.`,
    underAskedRule: 'A competency that too few questions asked about does not count as held.',
    sealedFor: 'Issue of a Tera skill badge for cadres',

    contentTitle: 'Competencies held',
    framework: 'Competency framework',
    level: 'Badge',
    group: 'Group',
    groups: 'Complete groups',
    competency: 'Competency',
    score: 'Score',
    questions: 'Questions',
    basisTitle: 'The exam scores behind it',

    own: 'Your badge',
    ownDownload: 'Download the badge (PDF)',
    ownCredential: 'Download the badge’s credential',
    ownCheck: 'See its check page',

    page: 'Skill badges',
    lead: 'A second document beside the certificate of competence, for cadres who hold whole groups of competencies.',
    toCertificates: 'All certificates',
    filterText: 'Name or participant number',
    ready: 'Badges ready to issue',
    readyOf: (earned: string, candidates: string) =>
      `${earned} of ${candidates} determined cadres have earned a badge and do not have it yet.`,
    empty: 'No badge can be issued yet',
    emptyText: 'Badges appear here once a decree has determined the results and the framework’s rules are met.',
    lacksFramework: 'The competency framework of this exam is a draft. Badges can be issued once the framework is in force.',
    underAskedTitle: 'Competencies asked too little about',
    underAskedText:
      'This exam asks less about these competencies than the period’s rules want, so nobody counts as holding them. A group with one of them cannot be complete.',
    issueChosen: 'Issue the chosen badges',
    issueAll: (count: string) => `Issue the next ${count} badges`,
    chooseOne: (name: string) => `Choose the badge of ${name}`,
    noneApproved: 'No badge could be issued.',
    refusals: {
      'no-framework': 'the competency framework is not in force.',
      'badge-not-earned': 'the badge was not earned.',
      'already-issued': 'there is a badge already.',
    },
    changeProblems: {
      'no-framework': 'The competency framework is not in force, so the badge cannot be replaced yet.',
      'badge-not-earned': 'The present exam result does not earn a badge: revoke it.',
    },
  },
)

/** What a badge's achievement says of itself, in the credential and at its own address: in Indonesian, as the paper. */
export function achievementWords({ name, framework }: Pick<BadgeContent, 'name' | 'framework'>) {
  const { title, description, criteria, frameworkVersion } = skillBadgeWords.id
  return {
    title: title(name),
    description: description(name),
    criteria: criteria(frameworkVersion(framework.title, framework.version)),
  }
}
