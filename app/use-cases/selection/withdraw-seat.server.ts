import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { rulesWithin } from '#app/domain/selection/seat-rules.ts'
import { passSeat, type WithdrawalForm, type WithdrawalStep } from '#app/domain/selection/withdrawal.ts'
import type { CandidateId, SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { insertStep, listOutcomes, listSteps, lockRun, readRunInputs } from './selection-run-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'not-approved' | 'not-seated' }

/** Records that somebody leaves the approved list, and that the seat passes to the first of the reserve whom the rules let take it. */
export function withdrawSeat(actor: Actor, runId: SelectionRunId, leaving: CandidateId, form: WithdrawalForm) {
  return inTransaction<WithdrawalStep, Refusal>(async (transaction) => {
    if (!may(actor, 'selection.withdraw') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
    const run = await lockRun(transaction, runId)
    if (!run) return refuse({ kind: 'not-found' })
    if (run.state !== 'approved') return refuse({ kind: 'not-approved' })
    const inputs = await readRunInputs(transaction, runId)
    const person = inputs.candidates.find(({ candidateId }) => candidateId === leaving)
    if (!person) return refuse({ kind: 'not-found' })
    const code = person.urbanVillageCode
    const steps = await listSteps(transaction, runId)
    const step = passSeat(await listOutcomes(transaction, runId, code), steps, leaving, {
      people: new Map(inputs.candidates.filter((each) => each.urbanVillageCode === code).map((each) => [each.candidateId, each])),
      rules: rulesWithin(inputs.rules.seatRules, code),
    })
    if (!step.ok) return step
    const at = await databaseNow(transaction)
    const sequence = (steps.at(-1)?.sequence ?? 0) + 1
    await insertStep(transaction, runId, { ...step.value, ...form, sequence, recordedBy: actor.accountId, recordedAt: at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'selection-seat.passed',
        subject: runId,
        detail: { sequence, withdrawn: step.value.withdrawn, promoted: step.value.promoted, reason: form.reason },
      },
    })
    return accept(step.value)
  })
}
