import { z } from 'zod'

/** The third outcome, apart from MS/TMS and K/BK: Terpilih, Cadangan, Tidak Terpilih. */
export const SEATS = ['selected', 'reserve', 'not-selected'] as const
export const Seat = z.enum(SEATS)
export type Seat = z.infer<typeof Seat>

/** One line of a list that people decided: of a provisional announcement or of a decree. `reserveRank` counts from 1 inside the kelurahan. */
export const ListedOutcome = z.object({
  candidateId: z.uuid(),
  participantNumber: z.string().min(1),
  name: z.string().min(1),
  urbanVillageCode: z.string(),
  urbanVillageName: z.string(),
  /** Lulus: competent in every field and in total. */
  competent: z.boolean(),
  seat: Seat,
  reserveRank: z.number().int().min(1).nullable(),
})
export type ListedOutcome = z.infer<typeof ListedOutcome>

/**
 * A name as the public sees it: the first letter of each word, then as many stars as the word has letters left.
 * `Siti Aminah` is `S*** A*****`. With the participant number beside it the holder knows herself, others learn little.
 */
export function maskedName(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [first = '', ...rest] = [...word]
      return `${first}${'*'.repeat(rest.length)}`
    })
    .join(' ')
}

/** What a plenary decided about one person, with the run's order inside the kelurahan and whether the plenary moved her. */
export type DecidedSeat = Omit<ListedOutcome, 'reserveRank'> & { readonly order: number; readonly moved: boolean }

/** The list that people decided, with the places of each kelurahan's reserve. Keeps the order of the lines. */
export function outcomesOf(lines: readonly DecidedSeat[]): ListedOutcome[] {
  const ranks = new Map<string, number>()
  for (const village of new Set(lines.map(({ urbanVillageCode }) => urbanVillageCode))) {
    const reserve = lines.filter(({ urbanVillageCode, seat }) => urbanVillageCode === village && seat === 'reserve')
    for (const [candidateId, rank] of reserveRanks(reserve)) ranks.set(candidateId, rank)
  }
  return lines.map(({ order: _order, moved: _moved, ...line }) => ({ ...line, reserveRank: ranks.get(line.candidateId) ?? null }))
}

/**
 * The places of the reserve inside one kelurahan, from 1: in the run's order, whoever the plenary moved into the reserve
 * behind those whom the run had there.
 */
export function reserveRanks(
  members: readonly { readonly candidateId: string; readonly order: number; readonly moved: boolean }[],
): ReadonlyMap<string, number> {
  const inOrder = [...members].sort((left, right) => Number(left.moved) - Number(right.moved) || left.order - right.order)
  return new Map(inOrder.map(({ candidateId }, at) => [candidateId, at + 1]))
}
