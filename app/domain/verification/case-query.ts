import { z } from 'zod'
import { EligibilityCaseId } from '../shared/id.ts'
import { ActKind, CaseState } from './case-step.ts'
import type { CaseAct } from './eligibility-case.ts'
import { IneligibilityReason, ReopenReason, ReturnReason } from './reasons.ts'

const absent = (value: unknown) => (value === '' || value === undefined ? null : value)

/** The list of a kelurahan's cases in its URL; what makes no sense there is left out. */
export const CaseQuery = z.object({
  state: z.preprocess(absent, CaseState.nullable()).catch(null),
  findings: z.preprocess(absent, z.enum(['clean', 'attention']).nullable()).catch(null),
  q: z.string().trim().max(100).catch(''),
})
export type CaseQuery = z.infer<typeof CaseQuery>

const Text = z.string().trim().max(1_000)

/** One step as the case's page posts it. */
export const StepForm = z.object({
  act: ActKind,
  seen: z.coerce.number().int().min(0),
  statement: z.preprocess((value) => value === 'yes', z.boolean()),
  decision: z.enum(['eligible', 'ineligible']).optional(),
  reasons: z.array(IneligibilityReason).default([]),
  returnReason: ReturnReason.optional(),
  reopenReason: ReopenReason.optional(),
  note: Text.default(''),
  basis: Text.default(''),
})
export type StepForm = z.infer<typeof StepForm>

/** The step that a posted form means; null when it leaves out what the step is made of. */
export function caseActOf(form: StepForm): CaseAct | null {
  const { note, basis } = form
  switch (form.act) {
    case 'propose':
      return { kind: form.act, statement: form.statement, note }
    case 'acknowledge':
      return { kind: form.act, note }
    case 'return':
      return form.returnReason === undefined ? null : { kind: form.act, reason: form.returnReason, note }
    case 'reopen':
      return form.reopenReason === undefined ? null : { kind: form.act, reason: form.reopenReason, note, basis }
    case 'verify':
      if (form.decision === undefined) return null
      return {
        kind: form.act,
        decision: form.decision === 'eligible' ? { kind: form.decision } : { kind: form.decision, reasons: form.reasons },
        note,
        basis,
      }
  }
}

/** A box of the list: the case and the version that the page showed. */
const Chosen = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{1,6}$/)
  .transform((text) => {
    const [caseId, seen] = text.split(':')
    return { caseId: EligibilityCaseId.parse(caseId), seen: Number(seen) }
  })

/** The same step for all the chosen cases. */
export const BatchForm = z.object({
  act: z.enum(['propose', 'acknowledge', 'verify']),
  statement: z.preprocess((value) => value === 'yes', z.boolean()),
  chosen: z.array(Chosen).min(1).max(400),
})
