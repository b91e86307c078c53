import type { FigureFaultCode } from '#app/domain/selection/figures-file.ts'
import type { QuotaBasis } from '#app/domain/selection/quota.ts'
import type { ReasonFigures } from '#app/domain/selection/reason-figures.ts'
import type { ScenarioProblem } from '#app/domain/selection/scenario.ts'
import type { MissingComponentRule, SEAT_FLOORS, SEAT_RULES } from '#app/domain/selection/selection-inputs.ts'
import type { Explanation } from '#app/domain/selection/selection-outcome.ts'
import type { RunState } from '#app/domain/selection/selection-run.ts'
import type { Standing, WithdrawalReason } from '#app/domain/selection/withdrawal.ts'
import { commonWords } from './common.ts'
import { defineWords } from './words.ts'

type Rung = NonNullable<Explanation['decidedBy']>
type Floor = (typeof SEAT_FLOORS)[number]
type SeatRuleKind = (typeof SEAT_RULES)[number]

const rungsId: Record<Rung, string> = {
  score: 'nilai seleksi',
  health: 'nilai bidang Kesehatan',
  social: 'nilai bidang Sosial',
  'years-of-service': 'masa bertugas yang lebih lama',
  older: 'umur yang lebih tua',
  plenary: 'keputusan pleno',
  lot: 'undian terbuka',
}
const rungsEn: Record<Rung, string> = {
  score: 'the selection score',
  health: 'the score in Health',
  social: 'the score in Social',
  'years-of-service': 'longer service',
  older: 'being older',
  plenary: 'the plenary’s decision',
  lot: 'the public lot',
}
const componentsId = { practice: 'nilai praktik', serviceRecord: 'nilai rekam pengabdian' }
const componentsEn = { practice: 'the practice score', serviceRecord: 'the service record score' }

function reasonId(figures: ReasonFigures): string {
  const { fields } = commonWords.id
  const place = figures.rank === null ? '' : `Peringkat ${figures.rank} dari ${figures.ranked}, nilai seleksi ${figures.score ?? '–'}.`
  const last = figures.lastSelectedScore === null ? '' : ` Nilai terpilih terakhir ${figures.lastSelectedScore}.`
  const tie =
    figures.decidedBy === null || figures.decidedBy === 'score'
      ? ''
      : ` Nilainya sama dengan orang di batas; yang menentukan: ${rungsId[figures.decidedBy]}.`
  const reserve = figures.reservePlace === null ? '' : ` Cadangan urutan ${figures.reservePlace}.`
  const names = (list: readonly (keyof typeof fields)[]) => list.map((field) => fields[field]).join(', ')
  switch (figures.code) {
    case 'within-quota':
      return figures.decidedBy === null
        ? `${place} Semua yang memenuhi ambang mendapat tempat (kuota ${figures.quota}).`
        : `${place} Masuk kuota ${figures.quota} orang.${tie}`
    case 'field-seat':
      return `${place} Mendapat tempat bidang ${figures.field === null ? '–' : fields[figures.field]}.${tie}`
    case 'guarantee':
      return `${place} Mendapat tempat karena jaminan paling sedikit untuk kelompok “${figures.group ?? ''}”.`
    case 'set-aside':
      return `${place} Mendapat tempat khusus kelompok “${figures.group ?? ''}”.`
    case 'reserve':
      return `${place} Kuota ${figures.quota} orang sudah terisi oleh peringkat di atasnya.${last}${tie}${reserve}`
    case 'quota-full':
      return `${place} Kuota ${figures.quota} orang sudah terisi oleh peringkat di atasnya.${last}${tie}`
    case 'displaced-by-guarantee':
      return `${place} Masuk kuota menurut peringkat, tetapi tempatnya dipakai untuk jaminan paling sedikit bagi suatu kelompok.${last}${reserve}`
    case 'field-seats-full':
      return `${place} Tempat bidang ${names(figures.fields)} sudah terisi oleh peringkat di atasnya, dan tidak ada susunan lain yang memberi tempat tanpa menggeser mereka.${last}${tie}${reserve}`
    case 'no-field-stated':
      return `${place} Bidang yang dapat dilayani belum tercatat, sedangkan tempat di kelurahan ini dibagi per bidang.`
    case 'below-threshold':
      return `Belum mencapai nilai ambang: ${figures.below.map(({ what, score, threshold }) => `${what === 'total' ? 'nilai total' : fields[what]} ${score} (ambang ${threshold})`).join('; ')}.`
    case 'component-missing':
      return `Tidak diperingkat karena belum ada ${figures.missing.map((each) => componentsId[each]).join(' dan ')}.`
    case 'ineligible':
      return 'Tidak diperingkat karena tidak memenuhi syarat administrasi (TMS) atau belum diverifikasi.'
    case 'no-result':
      return 'Tidak diperingkat karena belum ada hasil ujian yang disahkan.'
  }
}

function reasonEn(figures: ReasonFigures): string {
  const { fields } = commonWords.en
  const place = figures.rank === null ? '' : `Rank ${figures.rank} of ${figures.ranked}, selection score ${figures.score ?? '–'}.`
  const last = figures.lastSelectedScore === null ? '' : ` The last selected score is ${figures.lastSelectedScore}.`
  const tie =
    figures.decidedBy === null || figures.decidedBy === 'score'
      ? ''
      : ` The score equals somebody’s at the line; decided by ${rungsEn[figures.decidedBy]}.`
  const reserve = figures.reservePlace === null ? '' : ` Reserve number ${figures.reservePlace}.`
  const names = (list: readonly (keyof typeof fields)[]) => list.map((field) => fields[field]).join(', ')
  switch (figures.code) {
    case 'within-quota':
      return figures.decidedBy === null
        ? `${place} Everybody above the thresholds has a seat (quota ${figures.quota}).`
        : `${place} Within the quota of ${figures.quota}.${tie}`
    case 'field-seat':
      return `${place} Has a seat of the field ${figures.field === null ? '–' : fields[figures.field]}.${tie}`
    case 'guarantee':
      return `${place} Has a seat by the least number guaranteed to the group “${figures.group ?? ''}”.`
    case 'set-aside':
      return `${place} Has a seat set aside for the group “${figures.group ?? ''}”.`
    case 'reserve':
      return `${place} The quota of ${figures.quota} is filled by those ranked above.${last}${tie}${reserve}`
    case 'quota-full':
      return `${place} The quota of ${figures.quota} is filled by those ranked above.${last}${tie}`
    case 'displaced-by-guarantee':
      return `${place} Within the quota by rank, but the seat keeps a least number guaranteed to a group.${last}${reserve}`
    case 'field-seats-full':
      return `${place} The seats of ${names(figures.fields)} are filled by those ranked above, and no other arrangement gives a seat without moving one of them out.${last}${tie}${reserve}`
    case 'no-field-stated':
      return `${place} No field that this person can serve is on record, and this kelurahan’s seats are per field.`
    case 'below-threshold':
      return `Below a threshold: ${figures.below.map(({ what, score, threshold }) => `${what === 'total' ? 'total' : fields[what]} ${score} (threshold ${threshold})`).join('; ')}.`
    case 'component-missing':
      return `Not ranked, because ${figures.missing.map((each) => componentsEn[each]).join(' and ')} is missing.`
    case 'ineligible':
      return 'Not ranked: not eligible (TMS), or not verified yet.'
    case 'no-result':
      return 'Not ranked: there is no confirmed exam result yet.'
  }
}

const standingsId: Record<Standing, string> = {
  selected: 'Terpilih',
  reserve: 'Cadangan',
  'not-selected': 'Tidak Terpilih',
  withdrawn: 'Mundur',
}
const statesId: Record<RunState, string> = {
  draft: 'Draf',
  proposed: 'Diajukan',
  approved: 'Disetujui',
  rejected: 'Dikembalikan',
  superseded: 'Digantikan',
}
const basesId: Record<QuotaBasis, string> = {
  flat: 'sama rata',
  share: 'sebanding',
  floor: 'batas terkecil',
  imported: 'diimpor',
  decree: 'menurut SK',
}
const floorsId: Record<Floor, string> = {
  none: 'tanpa batas terkecil',
  guarantee: 'jaminan: yang bagiannya di bawah batas dinaikkan, sisanya dibagi ulang',
  'set-aside': 'dasar: setiap kelurahan mendapat sejumlah ini dulu, sisanya dibagi',
}
const missingRulesId: Record<MissingComponentRule, string> = {
  stop: 'berhenti: daftar tidak dibuat sebelum lengkap',
  'leave-out-for-all': 'komponen itu tidak dihitung untuk siapa pun',
  'leave-out-for-person': 'komponen itu tidak dihitung untuk orang itu saja',
  'not-ranked': 'orang itu tidak diperingkat',
}
const seatRulesId: Record<SeatRuleKind, string> = { guarantee: 'jaminan paling sedikit', 'set-aside': 'tempat khusus di luar peringkat' }
const withdrawalsId: Record<WithdrawalReason, string> = {
  'own-request': 'permintaan sendiri',
  'moved-away': 'pindah domisili',
  deceased: 'meninggal dunia',
  'no-longer-eligible': 'tidak lagi memenuhi syarat',
  'took-other-post': 'mendapat tugas lain',
}
const faultsId: Record<FigureFaultCode, string> = {
  empty: 'kosong',
  formula: 'berisi rumus atau diawali = + - @',
  'error-value': 'berisi nilai galat',
  'hidden-character': 'berisi huruf yang tidak tampak',
  'count-unreadable': 'bukan bilangan bulat yang benar',
  'score-unreadable': 'bukan nilai 0–100, paling banyak tiga angka di belakang koma',
  'field-unknown': 'bidang tidak dikenal',
  'group-unreadable': 'nama kelompok hanya huruf, angka, dan tanda hubung',
  twice: 'sudah ada di baris lain',
  'unknown-participant': 'nomor peserta tidak ada di periode ini',
  'region-missing': 'kelurahan tidak diisi',
  'unknown-code': 'kode kelurahan tidak dikenal',
  'code-name-mismatch': 'nama kelurahan tidak cocok dengan kodenya',
  'code-district-mismatch': 'kecamatan tidak cocok dengan kodenya',
  'name-needs-district': 'isi kecamatannya juga',
  'unknown-district': 'kecamatan tidak dikenal',
  'unknown-urban-village': 'kelurahan tidak dikenal di kecamatan itu',
}
const scenarioProblemsId: Record<ScenarioProblem, string> = {
  name: 'Isi nama 3–80 huruf.',
  count: 'Isi dengan bilangan bulat.',
  percent: 'Isi dengan angka 0 sampai 100, paling banyak dua angka di belakang koma.',
  'weights-sum': 'Jumlah bobot harus tepat 100.',
  choice: 'Pilih salah satu yang tersedia.',
  column: 'Isi nama kolom: huruf kecil, angka, dan garis bawah.',
  group: 'Isi nama kelompok dengan huruf kecil, angka, dan tanda hubung.',
  rupiah: 'Isi jumlah rupiah, misalnya 300.000.',
}

export const selectionWords = defineWords(
  {
    title: 'Seleksi',
    lead: 'Daftar usulan Terpilih, Cadangan, dan Tidak Terpilih per kelurahan. Pleno yang memutuskan.',
    periods: 'Periode',
    noPeriods: 'Belum ada periode',
    period: 'Periode',
    latestRun: 'Daftar terakhir',
    none: 'belum ada',
    backToPeriods: 'Seleksi',
    reason: reasonId,
    rungs: rungsId,
    standings: standingsId,
    states: statesId,
    bases: basesId,
    floors: floorsId,
    missingRules: missingRulesId,
    seatRules: seatRulesId,
    unfilled: { open: 'dibuka untuk semua', empty: 'dibiarkan kosong' },
    withdrawals: withdrawalsId,
    faults: faultsId,
    scenarioProblems: scenarioProblemsId,
    figures: {
      candidates: 'Peserta',
      eligible: 'Memenuhi syarat',
      confirmed: 'Hasil ujian disahkan',
      unconfirmed: (count: string) => `${count} hasil belum disahkan`,
      components: 'Nilai praktik / pengabdian',
      seats: 'Kuota',
      ranked: 'Diperingkat',
      selected: 'Terpilih',
      reserve: 'Cadangan',
      empty: 'Kursi kosong',
    },
    noExam: 'Belum ada ujian yang diterbitkan pada periode ini',
    noExamHint: 'Daftar dibuat dari hasil ujian yang sudah disahkan.',
    quota: 'Kuota per kelurahan',
    quotaLead: (method: string, total: string) => `Cara: ${method}. Jumlah se-kota yang dicoba: ${total}. Angka SK selalu menang.`,
    total: 'Jumlah kader se-kota',
    totalHint: 'Kosongkan bila memakai angka impor atau SK.',
    showQuota: 'Hitung kuota',
    village: 'Kelurahan',
    district: 'Kecamatan',
    population: 'Penduduk',
    basis: 'Dasar',
    makeTitle: 'Buat daftar dari aturan periode',
    makeLead: 'Semua data dibekukan bersama daftar ini: perubahan sesudahnya tidak mengubahnya.',
    missingLabel: 'Bila nilai praktik atau pengabdian seseorang tidak ada',
    fieldQuotas: 'Bagi tempat per bidang di kelurahan yang punya kuota bidang',
    yes: 'ya',
    no: 'tidak',
    make: 'Buat daftar',
    runs: 'Daftar yang pernah dibuat',
    noRuns: 'Belum ada daftar',
    run: (number: number) => `Daftar ${number}`,
    state: 'Keadaan',
    by: 'Oleh',
    at: 'Waktu',
    scenarios: 'Skenario',
    importFigures: 'Impor data',
    exportPdf: (paper: string) => `PDF ${paper}`,
    exportRecap: (paper: string) => `Rekap PDF ${paper}`,
    exportXlsx: 'Excel',
    runLead: 'Usulan untuk pleno. Setiap orang punya alasan dan angkanya.',
    frozen: 'Bekuan data',
    inputsHash: 'Sidik data',
    resultHash: 'Sidik hasil',
    sealedHash: 'Sidik daftar tersegel',
    replayHint: (id: string) => `Dapat dihitung ulang: npm run replay -- ${id}`,
    rules: 'Aturan yang dipakai',
    thresholds: (field: string, total: string) => `Ambang ${field} tiap bidang, ${total} total`,
    weights: (exam: string, practice: string, service: string) => `Bobot ujian ${exam}, praktik ${practice}, pengabdian ${service}`,
    ladder: (rungs: string) => `Bila nilai sama: ${rungs}`,
    missingIs: (rule: string) => `Bila nilai praktik atau pengabdian tidak ada: ${rule}`,
    reserveRule: (percent: string, least: string) => `Cadangan ${percent}% dari kuota, paling sedikit ${least}`,
    groupRule: (group: string, kind: string, seats: number) => `Kelompok “${group}”: ${kind}, ${seats} tempat per kelurahan`,
    lotTitle: 'Undian',
    lotNeeded: (ties: number, people: number) =>
      `${ties} kelompok (${people} orang) masih sama setelah semua penentu. Urutannya di sini sementara.`,
    lotSilent: (ties: number) =>
      `Pleno belum memberi urutan untuk ${ties} kelompok itu. Bila pleno memutuskan, impor urutannya dan buat daftar baru.`,
    lotHow:
      'Umumkan sidik daftar tersegel, undi satu bilangan di depan saksi, lalu catat di sini. Urutan dihitung dari keduanya, jadi siapa pun dapat memeriksanya.',
    lotNumber: 'Bilangan hasil undian',
    lotHint: '1–12 angka. Hanya sekali.',
    lotSave: 'Catat undian',
    lotDrawn: (number: string, ties: number) => `Bilangan ${number} diundi untuk ${ties} kelompok bernilai sama.`,
    propose: 'Ajukan untuk disetujui',
    proposeHint: 'Setelah diajukan, daftar tidak dapat diubah dan orang lain yang memutuskan.',
    approve: 'Setujui daftar ini',
    approveHint: 'Sebelum disetujui, daftar dihitung ulang dari data yang dibekukan dan harus sama.',
    reject: 'Kembalikan',
    rejectReason: 'Alasan dikembalikan',
    rejectedBecause: (reason: string) => `Dikembalikan: ${reason}`,
    waiting: 'Menunggu persetujuan orang lain.',
    approvedBy: (name: string, moment: string) => `Disetujui oleh ${name}, ${moment}`,
    madeBy: (name: string, moment: string) => `Dibuat oleh ${name}, ${moment}`,
    villages: 'Per kelurahan',
    lastScore: 'Nilai terpilih terakhir',
    proven: 'terbukti terbaik',
    steps: 'Perpindahan tempat',
    step: (withdrawn: string, promoted: string) => `${withdrawn} mundur; tempatnya berpindah ke ${promoted}`,
    stepNobody: (withdrawn: string) => `${withdrawn} mundur; tidak ada yang menggantikan`,
    list: 'Daftar dan alasannya',
    rank: 'Peringkat',
    participant: 'Nomor peserta',
    name: 'Nama',
    posyandu: 'Posyandu',
    score: 'Nilai',
    outcome: 'Hasil',
    why: 'Mengapa',
    field: 'Bidang',
    withdraw: 'Catat pengunduran diri',
    withdrawTitle: (name: string) => `${name} mundur`,
    withdrawHint: 'Tempatnya berpindah ke cadangan menurut aturan. Catatan ini tidak dapat dihapus.',
    withdrawReason: 'Alasan',
    withdrawNote: 'Keterangan, misalnya nomor surat',
    withdrawAction: 'Catat dan pindahkan tempat',
    cancel: 'Batal',
    figuresTitle: 'Impor data seleksi',
    figuresLead:
      'Berkas kelurahan (kuota, kuota SK, kuota per bidang, atau kolom angka apa pun sebagai dasar pembagian) atau berkas peserta (praktik, pengabdian, urutan pleno, bidang, kelompok).',
    figuresFile: 'Berkas Excel atau CSV',
    figuresHint: 'Paling besar 5 MB. Bila satu sel salah, tidak ada yang disimpan.',
    figuresCheck: 'Periksa dan simpan',
    templateVillages: 'Format kelurahan',
    templateCandidates: 'Format peserta',
    stored: (rows: string) => `${rows} baris disimpan.`,
    hasFaults: (count: number) => `${count} sel perlu diperbaiki. Tidak ada yang disimpan.`,
    faultsCaption: 'Sel yang perlu diperbaiki',
    cell: 'Sel',
    column: 'Kolom',
    content: 'Isi',
    problem: 'Masalah',
    imports: 'Impor terakhir',
    kinds: { villages: 'Kelurahan', candidates: 'Peserta' },
    rows: 'Baris',
    fileProblems: {
      'empty-file': 'Berkas kosong.',
      'not-a-table': 'Berkas ini bukan Excel atau CSV.',
      'old-excel': 'Simpan sebagai .xlsx lebih dulu.',
      'not-utf-8': 'Simpan CSV dengan pengodean UTF-8.',
      'too-big-inside': 'Isi berkas terlalu besar.',
      'broken-file': 'Berkas rusak dan tidak dapat dibaca.',
      'no-header': 'Judul kolom tidak ditemukan. Perlu nomor_peserta, atau kode_kelurahan.',
      'no-figures': 'Tidak ada kolom data selain pengenal.',
      'no-rows': 'Tidak ada baris berisi.',
      'too-many-rows': 'Terlalu banyak baris.',
      'column-twice': 'Ada judul kolom yang muncul dua kali.',
      'no-file': 'Pilih berkas dulu.',
      'too-large': 'Berkas lebih dari 5 MB.',
    },
    problems: {
      'city-total-missing': 'Isi jumlah kader se-kota.',
      'quota-figure-missing': 'Angka pembagi atau kuota belum ada untuk sebagian kelurahan. Impor dulu.',
      'decree-exceeds-total': 'Jumlah kuota SK melebihi jumlah se-kota.',
      'quota-exceeds-total': 'Jumlah kuota melebihi jumlah se-kota.',
      'floor-exceeds-total': 'Batas terkecil per kelurahan melebihi jumlah se-kota.',
      'components-missing': 'Nilai praktik atau pengabdian belum lengkap. Impor dulu, atau pilih aturan lain untuk nilai yang tidak ada.',
      'no-component-left': 'Tidak ada komponen nilai yang tersisa untuk memeringkat.',
      'unknown-village': 'Ada peserta dari kelurahan yang tidak dikenal.',
      'participant-twice': 'Ada nomor peserta yang ganda.',
      'field-and-group-seats': 'Kuota per bidang dan tempat kelompok tidak dapat dipakai bersama di satu kelurahan.',
      'assignment-not-proven': 'Pembagian tempat per bidang tidak terbukti terbaik, jadi tidak dipakai.',
      'no-exam': 'Belum ada ujian pada periode ini.',
      'not-a-draft': 'Daftar ini bukan draf lagi.',
      'lot-needed': 'Masih ada nilai yang sama. Catat bilangan undian dulu.',
      'no-lot-needed': 'Tidak ada yang perlu diundi.',
      'already-drawn': 'Undian sudah dicatat.',
      'not-proposed': 'Daftar ini tidak sedang menunggu keputusan.',
      'proposed-by-you': 'Orang yang membuat atau mengajukan tidak boleh memutuskan.',
      'replay-differs': 'Hitung ulang memberi hasil lain. Daftar tidak disetujui; laporkan kepada pengelola.',
      'not-approved': 'Tempat hanya berpindah pada daftar yang disetujui.',
      'not-seated': 'Orang ini tidak punya tempat pada daftar.',
      'bad-lot': 'Isi bilangan 1–12 angka.',
      'bad-reason': 'Tulis alasan 5–500 huruf.',
      'bad-total': 'Isi jumlah dengan bilangan bulat.',
      'choose-two': 'Pilih dua atau tiga skenario untuk dibandingkan.',
    },
    scenario: {
      title: 'Skenario',
      lead: 'Coba jumlah kader, cara kuota, ambang, bobot, dan honorarium. Tidak ada yang diputuskan di sini.',
      create: 'Skenario baru',
      createLead: 'Hasil dan biayanya dihitung dari data hari ini, lalu disimpan.',
      none: 'Belum ada skenario',
      noneHint: 'Buat satu dengan aturan sekarang sebagai dasar, lalu satu lagi untuk dibandingkan.',
      name: 'Nama skenario',
      compare: 'Bandingkan',
      choose: 'Pilih',
      compareTitle: 'Perbandingan skenario',
      compareLead: (first: string) => `Perubahan dihitung terhadap “${first}”.`,
      propose: 'Ajukan sebagai daftar',
      proposeHint: 'Membuat draf daftar dari skenario ini; orang lain yang menyetujui.',
      from: 'Mulai dari ini',
      save: 'Hitung dan simpan',
      quotaGroup: 'Jumlah dan kuota',
      scoreGroup: 'Ambang dan bobot',
      seatGroup: 'Tempat untuk kelompok (tidak wajib)',
      moneyGroup: 'Honorarium',
      method: 'Cara membagi kuota',
      column: 'Kolom dasar pembagian',
      columnHint: (columns: string) => `Tersedia: ${columns}`,
      floorRule: 'Batas terkecil per kelurahan',
      floorSeats: 'Jumlah batas terkecil',
      group: 'Nama kelompok',
      groupHint: 'Seperti di berkas peserta. Kosongkan bila tidak dipakai.',
      groupRule: 'Jenis aturan',
      groupSeats: 'Tempat per kelurahan',
      groupVillage: 'Berlaku di',
      everywhere: 'semua kelurahan',
      groupUnfilled: 'Tempat khusus yang tidak terisi',
      honorariumKind: 'Honorarium',
      honorariumKinds: { fixed: 'jumlah tetap tiap bulan', share: 'anggaran dibagi rata (kelipatan Rp1.000)' },
      honorarium: 'Rupiah tiap bulan',
      budget: 'Anggaran setahun (rupiah)',
      budgetHint: 'Kosongkan bila tidak ada batas.',
      perPerson: 'Honorarium per kader',
      month: 'Biaya sebulan',
      year: 'Biaya setahun',
      left: 'Sisa anggaran',
      over: 'Kurang anggaran',
      comesIn: 'Masuk',
      dropsOut: 'Keluar',
      changes: 'Siapa yang berubah',
      noChanges: 'Tidak ada yang berubah.',
      base: 'dasar',
      stale: 'Data sudah berubah sejak skenario ini disimpan.',
      lot: (people: number) => `${people} orang bernilai sama; undian akan menentukan.`,
      notCalculable: (name: string) => `Skenario “${name}” tidak dapat dihitung dengan data sekarang:`,
      hiddenNames: 'Nama hanya tampil untuk yang berhak melihat daftar seleksi.',
      savedAs: 'Skenario disimpan.',
      per: 'Per kelurahan',
      quotaAndSelected: 'kuota / terpilih',
      thresholds: 'Ambang tiap bidang / total',
      weights: 'Bobot',
    },
    paper: {
      title: 'Daftar Usulan Hasil Seleksi Kader',
      village: (village: string, district: string) => `Kelurahan ${village}, Kecamatan ${district}`,
      number: (number: string) => `Nomor: ${number}`,
      city: 'Rekapitulasi Kota Cilegon',
      state: 'Keadaan',
      proposal: 'Usulan; belum diputuskan pleno.',
      quota: 'Kuota',
      counts: (selected: number, reserve: number) => `Terpilih ${selected}, cadangan ${reserve}`,
      ordinal: 'No.',
      sum: 'Jumlah',
      place: (day: string) => `Cilegon, ${day}`,
      office: 'Kepala DP3AP2KB Kota Cilegon',
      footer: (number: number, hash: string) => `Daftar seleksi ${number} · sidik hasil ${hash}`,
      recap: 'Rekap kota',
      sheetNote: 'Usulan dari hasil ujian yang disahkan; keputusan ada pada pleno.',
      fileName: 'daftar-seleksi',
      none: 'tidak ada',
    },
    template: { villages: 'Kelurahan', candidates: 'Peserta' },
  },
  {
    title: 'Selection',
    lead: 'The proposed list of Selected, Reserve and Not selected per kelurahan. The plenary decides.',
    periods: 'Periods',
    noPeriods: 'No periods yet',
    period: 'Period',
    latestRun: 'Latest list',
    none: 'none yet',
    backToPeriods: 'Selection',
    reason: reasonEn,
    rungs: rungsEn,
    standings: { selected: 'Selected', reserve: 'Reserve', 'not-selected': 'Not selected', withdrawn: 'Withdrawn' },
    states: { draft: 'Draft', proposed: 'Proposed', approved: 'Approved', rejected: 'Sent back', superseded: 'Superseded' },
    bases: { flat: 'the same for each', share: 'by share', floor: 'least number', imported: 'imported', decree: 'by decree' },
    floors: {
      none: 'no least number',
      guarantee: 'guarantee: whoever falls below is lifted to it, the rest is divided anew',
      'set-aside': 'base: every kelurahan gets this number first, the rest is divided',
    },
    missingRules: {
      stop: 'stop: no list before everything is there',
      'leave-out-for-all': 'the component does not count for anybody',
      'leave-out-for-person': 'the component does not count for that person',
      'not-ranked': 'the person is not ranked',
    },
    seatRules: { guarantee: 'least number guaranteed', 'set-aside': 'seats set aside, beyond the ranking' },
    unfilled: { open: 'opened to all', empty: 'left empty' },
    withdrawals: {
      'own-request': 'own request',
      'moved-away': 'moved away',
      deceased: 'deceased',
      'no-longer-eligible': 'no longer eligible',
      'took-other-post': 'took another post',
    },
    faults: {
      empty: 'empty',
      formula: 'a formula, or begins with = + - @',
      'error-value': 'an error value',
      'hidden-character': 'an invisible character',
      'count-unreadable': 'not a proper whole number',
      'score-unreadable': 'not a score from 0 to 100 with at most three decimals',
      'field-unknown': 'an unknown field',
      'group-unreadable': 'a group’s name has only letters, digits and hyphens',
      twice: 'already stands in another line',
      'unknown-participant': 'no such participant number in this period',
      'region-missing': 'no kelurahan given',
      'unknown-code': 'an unknown kelurahan code',
      'code-name-mismatch': 'the kelurahan’s name does not fit its code',
      'code-district-mismatch': 'the kecamatan does not fit the code',
      'name-needs-district': 'give the kecamatan too',
      'unknown-district': 'an unknown kecamatan',
      'unknown-urban-village': 'no such kelurahan in that kecamatan',
    },
    scenarioProblems: {
      name: 'Enter a name of 3–80 letters.',
      count: 'Enter a whole number.',
      percent: 'Enter a number from 0 to 100 with at most two decimals.',
      'weights-sum': 'The weights must make exactly 100.',
      choice: 'Choose one of those given.',
      column: 'Enter a column’s name: small letters, digits and underscores.',
      group: 'Enter a group’s name in small letters, digits and hyphens.',
      rupiah: 'Enter an amount in rupiah, such as 300.000.',
    },
    figures: {
      candidates: 'Candidates',
      eligible: 'Eligible',
      confirmed: 'Confirmed results',
      unconfirmed: (count: string) => `${count} results not confirmed yet`,
      components: 'Practice / service record',
      seats: 'Quota',
      ranked: 'Ranked',
      selected: 'Selected',
      reserve: 'Reserve',
      empty: 'Empty seats',
    },
    noExam: 'No exam of this period is published yet',
    noExamHint: 'Lists are made from confirmed exam results.',
    quota: 'Quota per kelurahan',
    quotaLead: (method: string, total: string) => `Method: ${method}. City number tried: ${total}. The decree’s figure always wins.`,
    total: 'Cadres in the whole city',
    totalHint: 'Leave empty when imported or decreed figures are used.',
    showQuota: 'Work out the quota',
    village: 'Kelurahan',
    district: 'Kecamatan',
    population: 'People',
    basis: 'Basis',
    makeTitle: 'Make a list by the period’s rules',
    makeLead: 'Everything is frozen with the list: later changes do not change it.',
    missingLabel: 'Where somebody’s practice or service record score is missing',
    fieldQuotas: 'Fill seats per field in kelurahan that have them',
    yes: 'yes',
    no: 'no',
    make: 'Make the list',
    runs: 'Lists made so far',
    noRuns: 'No lists yet',
    run: (number: number) => `List ${number}`,
    state: 'State',
    by: 'By',
    at: 'Time',
    scenarios: 'Scenarios',
    importFigures: 'Import figures',
    exportPdf: (paper: string) => `PDF ${paper}`,
    exportRecap: (paper: string) => `Recap PDF ${paper}`,
    exportXlsx: 'Excel',
    runLead: 'A proposal to the plenary. Everybody has a reason with its figures.',
    frozen: 'Frozen data',
    inputsHash: 'Hash of the inputs',
    resultHash: 'Hash of the result',
    sealedHash: 'Hash of the sealed list',
    replayHint: (id: string) => `Can be calculated again: npm run replay -- ${id}`,
    rules: 'Rules in use',
    thresholds: (field: string, total: string) => `Thresholds ${field} per field, ${total} in total`,
    weights: (exam: string, practice: string, service: string) => `Weights: exam ${exam}, practice ${practice}, service record ${service}`,
    ladder: (rungs: string) => `Between equal scores: ${rungs}`,
    missingIs: (rule: string) => `Where practice or service record is missing: ${rule}`,
    reserveRule: (percent: string, least: string) => `Reserve ${percent}% of the quota, at least ${least}`,
    groupRule: (group: string, kind: string, seats: number) => `Group “${group}”: ${kind}, ${seats} seats per kelurahan`,
    lotTitle: 'Lot',
    lotNeeded: (ties: number, people: number) =>
      `${ties} groups (${people} people) are still equal after every tie-breaker. Their order here is provisional.`,
    lotSilent: (ties: number) =>
      `The plenary has given no order for ${ties} of these groups. If it decides, import the order and make a new list.`,
    lotHow:
      'Announce the sealed list’s hash, draw a number before witnesses, then write it down here. The order follows from both, so that anybody can check it.',
    lotNumber: 'The number drawn',
    lotHint: '1–12 digits. Once only.',
    lotSave: 'Write down the lot',
    lotDrawn: (number: string, ties: number) => `The number ${number} was drawn for ${ties} groups of equal scores.`,
    propose: 'Propose for approval',
    proposeHint: 'Once proposed, the list cannot change and another person decides.',
    approve: 'Approve this list',
    approveHint: 'Before approval the list is calculated again from its frozen data and has to come out the same.',
    reject: 'Send back',
    rejectReason: 'Reason for sending it back',
    rejectedBecause: (reason: string) => `Sent back: ${reason}`,
    waiting: 'Waits for another person’s approval.',
    approvedBy: (name: string, moment: string) => `Approved by ${name}, ${moment}`,
    madeBy: (name: string, moment: string) => `Made by ${name}, ${moment}`,
    villages: 'Per kelurahan',
    lastScore: 'Last selected score',
    proven: 'proven best',
    steps: 'Seats that passed on',
    step: (withdrawn: string, promoted: string) => `${withdrawn} left; the seat passed to ${promoted}`,
    stepNobody: (withdrawn: string) => `${withdrawn} left; nobody takes over`,
    list: 'The list and its reasons',
    rank: 'Rank',
    participant: 'Participant number',
    name: 'Name',
    posyandu: 'Posyandu',
    score: 'Score',
    outcome: 'Outcome',
    why: 'Why',
    field: 'Field',
    withdraw: 'Record a withdrawal',
    withdrawTitle: (name: string) => `${name} leaves`,
    withdrawHint: 'The seat passes to the reserve by the rules. This record cannot be removed.',
    withdrawReason: 'Reason',
    withdrawNote: 'Note, such as the letter’s number',
    withdrawAction: 'Record and pass the seat',
    cancel: 'Cancel',
    figuresTitle: 'Import figures for selection',
    figuresLead:
      'A file of kelurahan (quota, decree quota, seats per field, or any column of numbers to divide by) or of candidates (practice, service record, plenary order, fields, groups).',
    figuresFile: 'Excel or CSV file',
    figuresHint: 'At most 5 MB. One faulty cell, and nothing is stored.',
    figuresCheck: 'Check and store',
    templateVillages: 'Form for kelurahan',
    templateCandidates: 'Form for candidates',
    stored: (rows: string) => `${rows} lines stored.`,
    hasFaults: (count: number) => `${count} cells need correcting. Nothing was stored.`,
    faultsCaption: 'Cells to correct',
    cell: 'Cell',
    column: 'Column',
    content: 'Content',
    problem: 'Problem',
    imports: 'Latest imports',
    kinds: { villages: 'Kelurahan', candidates: 'Candidates' },
    rows: 'Lines',
    fileProblems: {
      'empty-file': 'The file is empty.',
      'not-a-table': 'This file is neither Excel nor CSV.',
      'old-excel': 'Save it as .xlsx first.',
      'not-utf-8': 'Save the CSV in UTF-8.',
      'too-big-inside': 'The file holds too much.',
      'broken-file': 'The file is damaged and cannot be read.',
      'no-header': 'No headings were found. It needs nomor_peserta, or kode_kelurahan.',
      'no-figures': 'There is no column of figures.',
      'no-rows': 'There are no filled lines.',
      'too-many-rows': 'There are too many lines.',
      'column-twice': 'A heading stands there twice.',
      'no-file': 'Choose a file first.',
      'too-large': 'The file is larger than 5 MB.',
    },
    problems: {
      'city-total-missing': 'Enter the number of cadres in the whole city.',
      'quota-figure-missing': 'Some kelurahan lack the figure to divide by, or their quota. Import it first.',
      'decree-exceeds-total': 'The decreed quotas exceed the city’s number.',
      'quota-exceeds-total': 'The quotas exceed the city’s number.',
      'floor-exceeds-total': 'The least numbers exceed the city’s number.',
      'components-missing': 'Practice or service record scores are incomplete. Import them, or choose another rule for missing ones.',
      'no-component-left': 'No component is left to rank by.',
      'unknown-village': 'A candidate is of an unknown kelurahan.',
      'participant-twice': 'A participant number stands there twice.',
      'field-and-group-seats': 'Seats per field and seats for a group cannot rule one kelurahan together.',
      'assignment-not-proven': 'The assignment of seats per field is not proven best, so it is not used.',
      'no-exam': 'This period has no exam yet.',
      'not-a-draft': 'This list is no longer a draft.',
      'lot-needed': 'Some scores are still equal. Write down the drawn number first.',
      'no-lot-needed': 'There is nothing to draw for.',
      'already-drawn': 'The lot was already written down.',
      'not-proposed': 'This list is not waiting for a decision.',
      'proposed-by-you': 'Whoever made or proposed it may not decide.',
      'replay-differs': 'Calculating again gives another result. The list is not approved; tell the administrator.',
      'not-approved': 'Seats pass on only in an approved list.',
      'not-seated': 'This person has no seat in the list.',
      'bad-lot': 'Enter a number of 1–12 digits.',
      'bad-reason': 'Write a reason of 5–500 letters.',
      'bad-total': 'Enter a whole number.',
      'choose-two': 'Choose two or three scenarios to compare.',
    },
    scenario: {
      title: 'Scenarios',
      lead: 'Try numbers of cadres, quota methods, thresholds, weights and honoraria. Nothing is decided here.',
      create: 'New scenario',
      createLead: 'Result and cost are calculated from today’s figures and stored.',
      none: 'No scenarios yet',
      noneHint: 'Make one by the present rules, then another to compare it with.',
      name: 'Name of the scenario',
      compare: 'Compare',
      choose: 'Choose',
      compareTitle: 'Scenarios compared',
      compareLead: (first: string) => `Changes are against “${first}”.`,
      propose: 'Propose as a list',
      proposeHint: 'Makes a draft list of this scenario; another person approves it.',
      from: 'Begin with this',
      save: 'Calculate and store',
      quotaGroup: 'Number and quota',
      scoreGroup: 'Thresholds and weights',
      seatGroup: 'Seats for a group (optional)',
      moneyGroup: 'Honorarium',
      method: 'How the quota is divided',
      column: 'Column to divide by',
      columnHint: (columns: string) => `There are: ${columns}`,
      floorRule: 'Least number per kelurahan',
      floorSeats: 'The least number',
      group: 'Name of the group',
      groupHint: 'As in the file of candidates. Leave empty for none.',
      groupRule: 'Kind of rule',
      groupSeats: 'Seats per kelurahan',
      groupVillage: 'Holds in',
      everywhere: 'every kelurahan',
      groupUnfilled: 'Set-aside seats that are not filled',
      honorariumKind: 'Honorarium',
      honorariumKinds: { fixed: 'a fixed amount a month', share: 'the budget shared equally (in steps of Rp1,000)' },
      honorarium: 'Rupiah a month',
      budget: 'Budget a year (rupiah)',
      budgetHint: 'Leave empty for no limit.',
      perPerson: 'Honorarium per cadre',
      month: 'Cost a month',
      year: 'Cost a year',
      left: 'Budget left',
      over: 'Over the budget',
      comesIn: 'Comes in',
      dropsOut: 'Drops out',
      changes: 'Who changes',
      noChanges: 'Nobody changes.',
      base: 'base',
      stale: 'The figures have changed since this scenario was stored.',
      lot: (people: number) => `${people} people have equal scores; a lot will decide.`,
      notCalculable: (name: string) => `Scenario “${name}” cannot be calculated from today’s figures:`,
      hiddenNames: 'Names are shown only to those who may see selection lists.',
      savedAs: 'The scenario was stored.',
      per: 'Per kelurahan',
      quotaAndSelected: 'quota / selected',
      thresholds: 'Thresholds per field / in total',
      weights: 'Weights',
    },
    paper: {
      title: 'Proposed List of the Cadre Selection',
      village: (village: string, district: string) => `Kelurahan ${village}, Kecamatan ${district}`,
      number: (number: string) => `Number: ${number}`,
      city: 'Recap of Kota Cilegon',
      state: 'State',
      proposal: 'A proposal; no plenary has decided.',
      quota: 'Quota',
      counts: (selected: number, reserve: number) => `Selected ${selected}, reserve ${reserve}`,
      ordinal: 'No.',
      sum: 'Sum',
      place: (day: string) => `Cilegon, ${day}`,
      office: 'Head of DP3AP2KB, Kota Cilegon',
      footer: (number: number, hash: string) => `Selection list ${number} · result ${hash}`,
      recap: 'City recap',
      sheetNote: 'A proposal from confirmed exam results; the plenary decides.',
      fileName: 'selection-list',
      none: 'none',
    },
    template: { villages: 'Kelurahan', candidates: 'Candidates' },
  },
)

/** The words for a problem's code, or null for a code of another area. */
export function selectionProblem(words: (typeof selectionWords)['id'], code: string): string | null {
  const found = Object.entries(words.problems).find(([name]) => name === code)
  return found ? found[1] : null
}
