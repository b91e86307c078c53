import type { RegionCode } from '../access/role.ts'
import type { ServiceField } from '../roster/service-field.ts'
import type { ScoreDecided } from './distribution.ts'
import { hiddenRegions, type RegionCount } from './small-groups.ts'

/** One result as a distribution reads it: where the person lives and the figures, nothing else. Scores as in ScoreDecided. */
export type PersonScore = {
  readonly urbanVillageCode: RegionCode
  readonly districtCode: RegionCode
  readonly total: number
  readonly fields: Readonly<Record<ServiceField, number | null>>
  readonly competent: Readonly<Partial<Record<ServiceField, boolean | null>>>
  readonly passed: boolean | null
  readonly state: 'awaiting-marking' | 'awaiting-confirmation' | 'confirmed' | 'superseded'
}

export type RegionAsked = { readonly districtCode: RegionCode | null; readonly urbanVillageCode: RegionCode | null }

type Coded = { readonly code: RegionCode }

/** Whether the region asked for is among those that the reader may see; asking for none is. */
export function isInView(
  { districts, urbanVillages }: { readonly districts: readonly Coded[]; readonly urbanVillages: readonly Coded[] },
  { districtCode, urbanVillageCode }: RegionAsked,
): boolean {
  const districtIsSeen = districtCode === null || districts.some(({ code }) => code === districtCode)
  return districtIsSeen && (urbanVillageCode === null || urbanVillages.some(({ code }) => code === urbanVillageCode))
}

/** The score in a field, or in total for null. Null while something of it is unmarked, or where the form holds nothing of the field. */
export function scoreIn(person: PersonScore, field: ServiceField | null): ScoreDecided | null {
  if (field === null) return person.passed === null ? null : { score: person.total, passed: person.passed }
  const score = person.fields[field]
  const passed = person.competent[field] ?? null
  return score === null || passed === null ? null : { score, passed }
}

/** Those who live in the region asked for; all of them when none is. */
export function peopleAsked<Person extends Pick<PersonScore, 'urbanVillageCode' | 'districtCode'>>(
  people: readonly Person[],
  { districtCode, urbanVillageCode }: RegionAsked,
): readonly Person[] {
  if (urbanVillageCode !== null) return people.filter((person) => person.urbanVillageCode === urbanVillageCode)
  return districtCode === null ? people : people.filter((person) => person.districtCode === districtCode)
}

/** The regions whose figures of this field, or of the total, stay hidden from a reader who sees all these people's regions. */
export function hiddenIn(people: readonly PersonScore[], field: ServiceField | null, minimumGroup: number): ReadonlySet<RegionCode> {
  return hiddenRegions(
    countByUrbanVillage(people, (person) => scoreIn(person, field) !== null),
    minimumGroup,
  )
}

function countByUrbanVillage(people: readonly PersonScore[], counts: (person: PersonScore) => boolean): RegionCount[] {
  const found = new Map<string, { urbanVillageCode: RegionCode; districtCode: RegionCode; count: number }>()
  for (const person of people) {
    if (!counts(person)) continue
    const known = found.get(person.urbanVillageCode)
    if (known) known.count += 1
    else found.set(person.urbanVillageCode, { urbanVillageCode: person.urbanVillageCode, districtCode: person.districtCode, count: 1 })
  }
  return [...found.values()]
}

/** The people of each kelurahan, by its code. */
export function byUrbanVillage<Person extends Pick<PersonScore, 'urbanVillageCode'>>(
  people: readonly Person[],
): ReadonlyMap<RegionCode, readonly Person[]> {
  const villages = new Map<RegionCode, Person[]>()
  for (const person of people) {
    const known = villages.get(person.urbanVillageCode)
    if (known) known.push(person)
    else villages.set(person.urbanVillageCode, [person])
  }
  return villages
}
