import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { CalendarDay } from '../shared/calendar.ts'
import { CadreId } from '../shared/id.ts'

export const Sex = z.enum(['F', 'M'])
export type Sex = z.infer<typeof Sex>

/** What the decree says about a cadre, apart from the NIK. */
export const CadreRecord = z.object({
  name: z.string().min(1),
  sex: Sex,
  birthDate: CalendarDay,
  urbanVillageCode: RegionCode,
  posyandu: z.string(),
  /** `+62` and the national number. */
  phone: z.string().nullable(),
  occupation: z.string(),
  spouseOccupation: z.string().nullable(),
  /** The year in which the service began. */
  servingSince: z.number().int(),
  decreeNumber: z.string(),
})
export type CadreRecord = z.infer<typeof CadreRecord>

export const CADRE_FIELDS = [
  'name',
  'sex',
  'birthDate',
  'urbanVillageCode',
  'posyandu',
  'phone',
  'occupation',
  'spouseOccupation',
  'servingSince',
  'decreeNumber',
] as const satisfies readonly (keyof CadreRecord)[]
export const CadreField = z.enum(CADRE_FIELDS)
export type CadreField = z.infer<typeof CadreField>

/** A cadre as staff see one: of the NIK there are only the last four digits. */
export const Cadre = CadreRecord.extend({ id: CadreId, nationalIdLast4: z.string(), active: z.boolean(), isDemo: z.boolean() })
export type Cadre = z.infer<typeof Cadre>

/** 16 digits, kept apart from everything that is shown or logged. */
export const NationalId = z.string().regex(/^\d{16}$/)

/** `············1234` */
export function maskedNationalId(last4: string): string {
  return `${'·'.repeat(12)}${last4}`
}

/** The form of a name for sorting and searching: no case, no accents, single spaces. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** `0812-3456-7890` for `+6281234567890`. */
export function formatPhone(phone: string): string {
  const local = phone.replace(/^\+62/, '0')
  return [local.slice(0, 4), local.slice(4, 8), local.slice(8)].filter((part) => part !== '').join('-')
}
