import { addDays, addYears, ageOn, type CalendarDay } from '../shared/calendar.ts'
import { type Seed, type SeededRandom, seededRandom } from '../shared/seeded-random.ts'
import { apportion } from './apportion.ts'
import type { CadreRecord } from './cadre.ts'
import type { UrbanVillage } from './region.ts'

export const DEMO_ROSTER_SIZE = 2_650

/** Begins every NIK of the demo: no province has the code 99, so none can be a real person's. */
export const DEMO_NATIONAL_ID_PREFIX = '99'

export type DemoCadre = { readonly nationalId: string; readonly record: CadreRecord }

/** Parts that are put together by chance; no list of people stands behind them. */
const FIRST_NAMES = [
  'Siti',
  'Nur',
  'Sri',
  'Dewi',
  'Rina',
  'Yuli',
  'Eka',
  'Dwi',
  'Tri',
  'Ani',
  'Ratna',
  'Lilis',
  'Euis',
  'Ida',
  'Neneng',
  'Iis',
  'Yeni',
  'Umi',
  'Tuti',
  'Wiwin',
  'Endang',
  'Maryam',
  'Halimah',
  'Rohmah',
  'Fitri',
  'Indah',
  'Wati',
  'Lina',
  'Nani',
  'Titin',
  'Hani',
  'Mimin',
  'Aisyah',
  'Khodijah',
  'Sumiati',
  'Rukmini',
  'Ela',
  'Suci',
  'Tati',
  'Yanti',
] as const
const SECOND_NAMES = [
  'Aminah',
  'Hasanah',
  'Rahayu',
  'Lestari',
  'Wulandari',
  'Sulastri',
  'Kurniasih',
  'Mulyani',
  'Handayani',
  'Puspita',
  'Maesaroh',
  'Nurjanah',
  'Solihah',
  'Komariah',
  'Fatimah',
  'Suryani',
  'Hidayati',
  'Mardiana',
  'Anggraini',
  'Permatasari',
  'Utami',
  'Kartika',
  'Setiawati',
  'Rosita',
  'Yuliana',
  'Safitri',
  'Marlina',
  'Herawati',
  'Astuti',
  'Nuraeni',
  'Jubaedah',
  'Sukaesih',
  'Rohani',
  'Masitoh',
  'Badriah',
  'Ulfah',
  'Mutmainah',
  'Zahra',
  'Novianti',
  'Oktaviani',
] as const
const MEN_FIRST_NAMES = ['Ahmad', 'Dedi', 'Asep', 'Hendra', 'Iwan', 'Maman', 'Rizal', 'Ujang', 'Agus', 'Budi', 'Cecep', 'Yayan'] as const
const MEN_SECOND_NAMES = [
  'Fauzan',
  'Suhendar',
  'Rahmat',
  'Kusuma',
  'Setiadi',
  'Suherman',
  'Hakim',
  'Sobari',
  'Hidayat',
  'Saputra',
  'Gunawan',
  'Ramdani',
] as const
const POSYANDU = ['Melati', 'Mawar', 'Anggrek', 'Kenanga', 'Dahlia', 'Cempaka', 'Flamboyan', 'Teratai', 'Bougenville', 'Kamboja'] as const

/** Each with how often it stands among a hundred. */
const OCCUPATIONS = [
  ['ibu rumah tangga', 74],
  ['pedagang', 9],
  ['wiraswasta', 6],
  ['penjahit', 3],
  ['buruh', 3],
  ['karyawan swasta', 2],
  ['guru', 2],
  ['PPPK', 1],
] as const
const SPOUSE_OCCUPATIONS = [
  ['buruh', 30],
  ['karyawan swasta', 26],
  ['wiraswasta', 16],
  ['nelayan', 7],
  ['pedagang', 10],
  ['sopir', 8],
  ['ASN', 2],
  ['lurah', 1],
] as const

/**
 * An invented roster: cadres per kelurahan in proportion to its people, mostly women, most of them between 25 and 58 on
 * the given day, a few past the usual age limit and a few with an occupation that excludes. Equal seeds give equal rosters.
 * @param day the day on which ages are counted
 */
export function demoRoster({
  seed,
  villages,
  size,
  day,
}: {
  seed: Seed
  villages: readonly UrbanVillage[]
  size: number
  day: CalendarDay
}): DemoCadre[] {
  const random = seededRandom(seed)
  const counts = apportion(
    size,
    villages.map((village) => village.population),
  )
  const taken = new Set<string>()
  return villages.flatMap((village, index) => Array.from({ length: counts[index] ?? 0 }, () => demoCadre(random, village, day, taken)))
}

function demoCadre(random: SeededRandom, village: UrbanVillage, day: CalendarDay, taken: Set<string>): DemoCadre {
  const sex = random.between(1, 100) <= 3 ? 'M' : 'F'
  const birthDate = addDays(addYears(day, -demoAge(random)), -random.between(1, 364))
  const age = ageOn(birthDate, day)
  const record: CadreRecord = {
    name:
      sex === 'M'
        ? `${pick(random, MEN_FIRST_NAMES)} ${pick(random, MEN_SECOND_NAMES)}`
        : `${pick(random, FIRST_NAMES)} ${pick(random, SECOND_NAMES)}`,
    sex,
    birthDate,
    urbanVillageCode: village.code,
    posyandu: `${pick(random, POSYANDU)} ${random.between(1, 4)}`,
    phone: random.between(1, 10) <= 2 ? null : `+628000${String(random.between(0, 99_999)).padStart(5, '0')}`,
    occupation: weighted(random, OCCUPATIONS),
    spouseOccupation: sex === 'M' || random.between(1, 10) === 1 ? null : weighted(random, SPOUSE_OCCUPATIONS),
    servingSince: Number(day.slice(0, 4)) - random.between(0, Math.min(20, Math.max(0, age - 19))),
    decreeNumber: `PERAGAAN/SK-KADER/${day.slice(0, 4)}`,
  }
  return { nationalId: demoNationalId(random, record, village, taken), record }
}

/** 19 to 64: nine in ten between 25 and 58. */
function demoAge(random: SeededRandom): number {
  const draw = random.between(1, 100)
  if (draw <= 6) return random.between(19, 24)
  return draw <= 96 ? random.between(25, 58) : random.between(59, 64)
}

/** The form of a NIK under a province that does not exist: 99, four digits of the kelurahan's code, DDMMYY, four digits. */
function demoNationalId(random: SeededRandom, record: CadreRecord, village: UrbanVillage, taken: Set<string>): string {
  const [year = '', month = '', date = ''] = record.birthDate.split('-')
  const codeDigits = village.code.replaceAll('.', '')
  const start = `${DEMO_NATIONAL_ID_PREFIX}${codeDigits.slice(4, 6)}${codeDigits.slice(8, 10)}${String(Number(date) + (record.sex === 'F' ? 40 : 0)).padStart(2, '0')}${month}${year.slice(2)}`
  for (let serial = random.between(1, 8999); ; serial += 1) {
    const nationalId = `${start}${String(serial).padStart(4, '0')}`
    if (taken.has(nationalId)) continue
    taken.add(nationalId)
    return nationalId
  }
}

function pick<Member>(random: SeededRandom, members: readonly [Member, ...Member[]]): Member {
  return members[random.between(0, members.length - 1)] ?? members[0]
}

function weighted(random: SeededRandom, table: readonly (readonly [string, number])[]): string {
  let draw = random.between(
    1,
    table.reduce((sum, [, weight]) => sum + weight, 0),
  )
  for (const [word, weight] of table) {
    draw -= weight
    if (draw <= 0) return word
  }
  return ''
}
