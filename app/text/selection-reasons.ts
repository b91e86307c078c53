import type { ReasonFigures } from '#app/domain/selection/reason-figures.ts'
import type { Explanation } from '#app/domain/selection/selection-outcome.ts'
import { commonWords } from './common.ts'
import { defineWords } from './words.ts'

type Rung = NonNullable<Explanation['decidedBy']>

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

/** Why somebody is selected, in reserve or not, in one or two sentences with the figures; and what each rung of the ladder is called. */
export const selectionReasonWords = defineWords({ reason: reasonId, rungs: rungsId }, { reason: reasonEn, rungs: rungsEn })
