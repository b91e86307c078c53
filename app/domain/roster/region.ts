import { z } from 'zod'
import { RegionCode } from '../access/role.ts'

export const REGION_LEVELS = ['provinsi', 'kota', 'kecamatan', 'kelurahan'] as const

export const Region = z.object({
  code: RegionCode,
  level: z.enum(REGION_LEVELS),
  parentCode: RegionCode.nullable(),
  name: z.string().min(1),
  /** Other spellings in use. */
  aliases: z.array(z.string()),
  /** People; known for kelurahan only. */
  population: z.number().int().min(0).nullable(),
})
export type Region = z.infer<typeof Region>

/** A kelurahan together with the kecamatan it lies in. */
export type UrbanVillage = {
  readonly code: RegionCode
  readonly name: string
  readonly aliases: readonly string[]
  readonly population: number
  readonly districtCode: RegionCode
  readonly districtName: string
  readonly districtAliases: readonly string[]
}

export type RegionText = { readonly code: string; readonly urbanVillage: string; readonly district: string }

/** Why a row's kelurahan is not known. */
export const REGION_PROBLEMS = [
  'region-missing',
  'unknown-code',
  'code-name-mismatch',
  'code-district-mismatch',
  'name-needs-district',
  'unknown-district',
  'unknown-urban-village',
] as const
export type RegionProblem = { readonly kind: (typeof REGION_PROBLEMS)[number] }

export type ResolvedRegion = { readonly kind: 'found'; readonly urbanVillage: UrbanVillage } | RegionProblem

/** `Kel. Lebak-Gede ` and `lebakgede` are one name; a kelurahan and a kecamatan of one name stay apart by where they stand. */
export function foldRegionName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .trim()
    .replace(/^(kelurahan|kecamatan|kel|kec)[.\s]+/, '')
    .replace(/[^a-z0-9]/g, '')
}

/** `36.72.01.1001` for `3672011001` and `36.72.01.1001`; null when it is no kelurahan's code. */
export function urbanVillageCode(text: string): RegionCode | null {
  const digits = text.replace(/[.\s]/g, '')
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}` : null
}

/** The kelurahan of a roster, prepared once for many look-ups. */
export type RegionIndex = {
  readonly byCode: ReadonlyMap<string, UrbanVillage>
  readonly districts: ReadonlySet<string>
  /** By the folded names of kecamatan and kelurahan; null where two kelurahan answer to the same pair. */
  readonly byNames: ReadonlyMap<string, UrbanVillage | null>
}

export function indexRegions(villages: readonly UrbanVillage[]): RegionIndex {
  const byNames = new Map<string, UrbanVillage | null>()
  for (const village of villages) {
    for (const district of districtNamesOf(village)) {
      for (const name of namesOf(village)) {
        const key = `${district}/${name}`
        const known = byNames.get(key)
        byNames.set(key, known === undefined || known?.code === village.code ? village : null)
      }
    }
  }
  return {
    byCode: new Map(villages.map((village) => [village.code, village])),
    districts: new Set(villages.flatMap(districtNamesOf)),
    byNames,
  }
}

/**
 * The kelurahan that a row means: by its code, with the names as a check; without a code by name, and then only inside
 * a named kecamatan, because some names stand for both.
 */
export function resolveUrbanVillage(index: RegionIndex, text: RegionText): ResolvedRegion {
  const name = foldRegionName(text.urbanVillage)
  const district = foldRegionName(text.district)
  if (text.code.trim() !== '') {
    const code = urbanVillageCode(text.code)
    const coded = code === null ? undefined : index.byCode.get(code)
    if (!coded) return { kind: 'unknown-code' }
    if (name !== '' && !namesOf(coded).includes(name)) return { kind: 'code-name-mismatch' }
    if (district !== '' && !districtNamesOf(coded).includes(district)) return { kind: 'code-district-mismatch' }
    return { kind: 'found', urbanVillage: coded }
  }
  if (name === '') return { kind: 'region-missing' }
  if (district === '') return { kind: 'name-needs-district' }
  if (!index.districts.has(district)) return { kind: 'unknown-district' }
  const found = index.byNames.get(`${district}/${name}`)
  return found ? { kind: 'found', urbanVillage: found } : { kind: 'unknown-urban-village' }
}

function namesOf(village: UrbanVillage): string[] {
  return [village.name, ...village.aliases].map(foldRegionName)
}

function districtNamesOf(village: UrbanVillage): string[] {
  return [village.districtName, ...village.districtAliases].map(foldRegionName)
}

/** The kelurahan under their kecamatan, both in the given order. */
export function districtsOf(
  villages: readonly UrbanVillage[],
): { code: RegionCode; name: string; villages: { code: RegionCode; name: string }[] }[] {
  const codes = [...new Set(villages.map((village) => village.districtCode))]
  return codes.map((code) => {
    const inside = villages.filter((village) => village.districtCode === code)
    return { code, name: inside[0]?.districtName ?? '', villages: inside.map((village) => ({ code: village.code, name: village.name })) }
  })
}
