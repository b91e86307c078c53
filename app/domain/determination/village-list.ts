import { type ListedOutcome, maskedName } from './seat.ts'

/** A kelurahan of a decided list: its figures, and by name only who has a seat or a place in the reserve. */
export type VillageList = {
  readonly code: string
  readonly name: string
  readonly candidates: number
  readonly selected: number
  readonly reserve: number
  readonly notSelected: number
  /** Selected people by participant number, then the reserve by its places. */
  readonly listed: readonly SeatedLine[]
}

/** A line of a list that names only who has a seat or waits for one. */
export type SeatedLine = {
  readonly participantNumber: string
  readonly name: string
  readonly seat: 'selected' | 'reserve'
  /** From 1 inside the kelurahan; null for a seat. */
  readonly reserveRank: number | null
}

/** A decided list by kelurahan, in the order of their codes. Who is not selected is counted and never listed. */
export function villageLists(outcomes: readonly ListedOutcome[]): VillageList[] {
  const villages = new Map<string, ListedOutcome[]>()
  for (const outcome of outcomes) {
    const members = villages.get(outcome.urbanVillageCode)
    if (members === undefined) villages.set(outcome.urbanVillageCode, [outcome])
    else members.push(outcome)
  }
  return [...villages].sort(([left], [right]) => compare(left, right)).map(([code, members]) => villageList(code, members))
}

function villageList(code: string, members: readonly ListedOutcome[]): VillageList {
  const listed = members.flatMap(({ participantNumber, name, seat, reserveRank }): SeatedLine[] =>
    seat === 'not-selected' ? [] : [{ participantNumber, name, seat, reserveRank }],
  )
  const selected = listed.filter(({ seat }) => seat === 'selected').length
  return {
    code,
    name: members[0]?.urbanVillageName ?? code,
    candidates: members.length,
    selected,
    reserve: listed.length - selected,
    notSelected: members.length - listed.length,
    listed: listed.sort(bySeat),
  }
}

function bySeat(left: SeatedLine, right: SeatedLine): number {
  return (left.reserveRank ?? 0) - (right.reserveRank ?? 0) || compare(left.participantNumber, right.participantNumber)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

/** What the public sees of a kelurahan: no full name, and no figure of who was not selected. */
export type PublicVillage = Pick<VillageList, 'code' | 'name' | 'selected' | 'reserve' | 'listed'>

/** The same list for anyone to read: names masked, nobody told that she was not selected. */
export function publicLists(outcomes: readonly ListedOutcome[]): PublicVillage[] {
  return villageLists(outcomes).map(({ code, name, selected, reserve, listed }) => ({
    code,
    name,
    selected,
    reserve,
    listed: listed.map((line) => ({ ...line, name: maskedName(line.name) })),
  }))
}

type VillageFigures = Pick<VillageList, 'candidates' | 'selected' | 'reserve' | 'notSelected'>

/** The sums of a list's figures over its kelurahan. */
export function citySums(villages: readonly VillageFigures[]): VillageFigures {
  const sum = (figure: keyof VillageFigures) => villages.reduce((total, village) => total + village[figure], 0)
  return { candidates: sum('candidates'), selected: sum('selected'), reserve: sum('reserve'), notSelected: sum('notSelected') }
}
