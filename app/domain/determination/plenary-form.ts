import { z } from 'zod'
import { CalendarDay } from '../shared/calendar.ts'
import { AccountId, CandidateId } from '../shared/id.ts'
import { OverrideCode } from './plenary.ts'
import { Seat } from './seat.ts'

/** What the office fills in to call a plenary. */
export const PlenaryForm = z.object({
  selectionRunId: z.uuid(),
  heldOn: CalendarDay,
  place: z.string().trim().min(3).max(120),
})
export type PlenaryForm = z.infer<typeof PlenaryForm>

const Accounts = z.array(AccountId).max(200).default([])
/** Who belongs to the session, who of them is there, and who leads. Whoever is ticked as present or leads must belong. */
export const MembersForm = z
  .object({ member: Accounts, present: Accounts, chair: AccountId })
  .refine(({ member, chair }) => member.includes(chair), { path: ['chair'], message: 'chair-not-a-member' })
  .refine(({ member, present }) => present.every((each) => member.includes(each)), { path: ['present'], message: 'present-not-a-member' })
export type MembersForm = z.infer<typeof MembersForm>

/** One person's decision as it is posted; without an override both of its fields are empty. */
export const DecisionForm = z
  .object({ candidateId: CandidateId, seat: Seat, code: OverrideCode.optional(), basis: z.string().trim().max(500).default('') })
  .refine(({ code, basis }) => code === undefined || basis.length >= 10, { path: ['basis'], message: 'basis-too-short' })
export type DecisionForm = z.infer<typeof DecisionForm>

export const AgendaShow = z.enum(['all', 'undecided', 'overridden', 'selected', 'reserve'])
export type AgendaShow = z.infer<typeof AgendaShow>
