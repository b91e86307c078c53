import { z } from 'zod'
import { OCCUPATIONS_EXCLUDED, type Policy, SPOUSE_POSITIONS_EXCLUDED } from '../period/policy.ts'
import { ageOn, type CalendarDay } from '../shared/calendar.ts'

type OccupationCode = (typeof OCCUPATIONS_EXCLUDED)[number]
type SpousePositionCode = (typeof SPOUSE_POSITIONS_EXCLUDED)[number]

/**
 * What the roster tells about one requirement. `attention` asks a person to look, `unknown` says that the roster cannot
 * tell. A finding decides nothing: a person may decide otherwise, and says why.
 */
export const Finding = z.discriminatedUnion('check', [
  z.object({
    check: z.literal('age'),
    outcome: z.enum(['clear', 'attention']),
    age: z.number().int(),
    minimum: z.number().int(),
    maximum: z.number().int(),
  }),
  z.object({
    check: z.literal('occupation'),
    outcome: z.enum(['clear', 'attention']),
    codes: z.array(z.enum(OCCUPATIONS_EXCLUDED)),
  }),
  z.object({
    check: z.literal('spouse-position'),
    outcome: z.enum(['clear', 'attention']),
    codes: z.array(z.enum(SPOUSE_POSITIONS_EXCLUDED)),
  }),
  z.object({ check: z.literal('double-honorarium'), outcome: z.enum(['unknown', 'attention']), namesakes: z.number().int() }),
  z.object({ check: z.literal('residence'), outcome: z.enum(['clear', 'unknown']) }),
])
export type Finding = z.infer<typeof Finding>
export const Findings = z.array(Finding)

export type CadreFacts = {
  readonly birthDate: CalendarDay
  readonly occupation: string
  readonly spouseOccupation: string | null
  /** Other active cadres of the roster with the same name and birth date. */
  readonly namesakes: number
}

type Requirements = Pick<
  Policy,
  'minimumAge' | 'maximumAge' | 'excludedOccupations' | 'excludedSpousePositions' | 'residenceInUrbanVillage'
>

const OCCUPATION_WORDS: Record<OccupationCode, RegExp> = {
  guru: /\b(guru|pengajar)\b/,
  pppk: /\b(pppk|p3k)\b|perjanjian kerja/,
  asn: /\b(asn|pns|cpns)\b|pegawai negeri|aparatur sipil/,
  tni: /\b(tni|tentara)\b|angkatan (darat|laut|udara)/,
  polri: /\b(polri|polisi|polwan)\b|kepolisian/,
  official:
    /\b(pejabat|camat|lurah|dprd?|bupati|gubernur|kades)\b|wali ?kota|anggota dewan|kepala (dinas|badan|bidang|seksi|bagian|desa|sub)/,
}

const SPOUSE_WORDS: Record<SpousePositionCode, RegExp> = {
  camat: /\bcamat\b/,
  lurah: /\blurah\b/,
  'structural-office':
    /\b(eselon|kabid|kasi|kabag|kasubag|kasubbag|sekcam|seklur|sekda)\b|struktural|kepala (dinas|badan|bidang|seksi|bagian|sub)|sekretaris (dinas|badan|daerah|kecamatan|kelurahan)/,
}

/** Nobody is excluded by what she or her husband no longer is. */
const FORMER = /\b(pensiun|pensiunan|purnawirawan|purnatugas|mantan)\b/

/** The checks in the order in which people look at them: age first. */
export function preChecks(cadre: CadreFacts, requirements: Requirements, startsOn: CalendarDay): Finding[] {
  const age = ageOn(cadre.birthDate, startsOn)
  const { minimumAge: minimum, maximumAge: maximum } = requirements
  const occupations = requirements.excludedOccupations.filter((code) => says(cadre.occupation, OCCUPATION_WORDS[code]))
  const positions = requirements.excludedSpousePositions.filter((code) => says(cadre.spouseOccupation ?? '', SPOUSE_WORDS[code]))
  return [
    { check: 'age', outcome: age < minimum || age > maximum ? 'attention' : 'clear', age, minimum, maximum },
    { check: 'occupation', outcome: occupations.length > 0 ? 'attention' : 'clear', codes: occupations },
    { check: 'spouse-position', outcome: positions.length > 0 ? 'attention' : 'clear', codes: positions },
    { check: 'double-honorarium', outcome: cadre.namesakes > 0 ? 'attention' : 'unknown', namesakes: cadre.namesakes },
    { check: 'residence', outcome: requirements.residenceInUrbanVillage ? 'unknown' : 'clear' },
  ]
}

/** Nothing in the roster asks for a second look. What the roster cannot tell does not count: the statement answers for it. */
export function isClean(findings: readonly Finding[]): boolean {
  return findings.every(({ outcome }) => outcome !== 'attention')
}

function says(text: string, words: RegExp): boolean {
  const folded = text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')
  return words.test(folded) && !FORMER.test(folded)
}
