import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { DrawableQuestion } from '#app/domain/assembly/blueprint.ts'
import { DRAW_ALGORITHM, drawForms, type EnemyPair, type Shortage } from '#app/domain/assembly/draw-forms.ts'
import type { Exam } from '#app/domain/assembly/exam.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { canonicalHash, textHash } from '#app/domain/shared/canonical-hash.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy, listPeriods } from '../period/period-store.server.ts'
import { findFramework } from '../question-bank/framework-store.server.ts'
import { listForms, type StoredForm } from './exam-form-store.server.ts'
import {
  type BankVersionChoice,
  findExam,
  type ListedExam,
  listBankVersionChoices,
  listDrawableQuestions,
  listExams,
  namesOfAccounts,
} from './exam-store.server.ts'

type Refusal = { readonly kind: 'not-found' }

export function browseExams(actor: Actor, filter: { status: 'draft' | 'published' | null }): Promise<Result<ListedExam[], Refusal>> {
  return reading(async (transaction) =>
    may(actor, 'exam.read') ? accept(await listExams(transaction, filter)) : refuse({ kind: 'not-found' }),
  )
}

/** What a new exam can be made of. */
export function examChoices(actor: Actor): Promise<Result<{ periods: AssessmentPeriod[]; bankVersions: BankVersionChoice[] }, Refusal>> {
  return reading(async (transaction) => {
    if (!may(actor, 'exam.design')) return refuse({ kind: 'not-found' })
    return accept({ periods: await listPeriods(transaction), bankVersions: await listBankVersionChoices(transaction) })
  })
}

export type ReplayedForm = StoredForm & { /** Whether drawing again from the stored seed gives the same form. */ readonly replays: boolean }
export type UsedCompetency = { readonly code: string; readonly field: ServiceField; readonly name: string }
export type ReadExam = {
  readonly exam: Exam
  readonly period: AssessmentPeriod
  readonly policyQuestionCount: number
  readonly bank: BankVersionChoice | null
  readonly questions: readonly DrawableQuestion[]
  /** The bank's competencies that its questions use, by field and name. */
  readonly competencies: readonly UsedCompetency[]
  readonly creator: string | null
  readonly publisher: string | null
  readonly mayPublish: boolean
  readonly mayDesign: boolean
  /** What a draw would lack now; empty for a published exam. */
  readonly shortages: readonly Shortage[]
  readonly forms: readonly ReplayedForm[]
}

/** An exam with its bank, and with the proof that it can be drawn or was drawn from its seed. */
export function readExam(actor: Actor, examId: ExamId): Promise<Result<ReadExam, Refusal>> {
  return reading(async (transaction) => {
    if (!may(actor, 'exam.read')) return refuse({ kind: 'not-found' })
    const exam = await findExam(transaction, examId)
    const period = exam && (await findPeriod(transaction, exam.periodId))
    if (exam === null || period === null) return refuse({ kind: 'not-found' })
    const { questions, enemies } = await listDrawableQuestions(transaction, exam.bankVersionId)
    const { settings } = await latestPolicy(transaction, exam.periodId)
    const banks = await listBankVersionChoices(transaction)
    const bank = banks.find(({ id }) => id === exam.bankVersionId) ?? null
    const framework = bank === null ? null : await findFramework(transaction, bank.framework)
    const names = await namesOfAccounts(transaction, exam.status === 'published' ? [exam.createdBy, exam.publishedBy] : [exam.createdBy])
    return accept({
      exam,
      period,
      policyQuestionCount: settings.questionCount,
      bank,
      questions,
      competencies: usedCompetencies(questions, framework),
      creator: names.get(exam.createdBy) ?? null,
      publisher: exam.status === 'published' ? (names.get(exam.publishedBy) ?? null) : null,
      mayPublish: exam.status === 'draft' && may(actor, 'exam.publish') && actor.kind === 'staff' && actor.accountId !== exam.createdBy,
      mayDesign: exam.status === 'draft' && may(actor, 'exam.design'),
      shortages: exam.status === 'draft' ? foreseenShortages(exam, questions, enemies) : [],
      forms: exam.status === 'published' ? replay(exam, questions, enemies, await listForms(transaction, exam.id)) : [],
    })
  })
}

/** Draws a published exam again from what is stored and compares every form's hash. */
export function replayForms(actor: Actor, examId: ExamId): Promise<Result<readonly ReplayedForm[], Refusal>> {
  return reading(async (transaction) => {
    if (!may(actor, 'exam.read')) return refuse({ kind: 'not-found' })
    const exam = await findExam(transaction, examId)
    if (exam === null || exam.status === 'draft') return refuse({ kind: 'not-found' })
    const { questions, enemies } = await listDrawableQuestions(transaction, exam.bankVersionId)
    return accept(replay(exam, questions, enemies, await listForms(transaction, exam.id)))
  })
}

function usedCompetencies(questions: readonly DrawableQuestion[], framework: CompetencyFramework | null): UsedCompetency[] {
  const names = new Map((framework?.groups ?? []).flatMap(({ competencies }) => competencies.map(({ code, name }) => [code, name])))
  const used = new Map(
    questions.map(({ field, competency }) => [
      `${field}:${competency}`,
      { code: competency, field, name: names.get(competency) ?? competency },
    ]),
  )
  return [...used.values()].sort((left, right) => left.field.localeCompare(right.field) || left.name.localeCompare(right.name))
}

/** Whether all cells can be filled at once does not depend on the seed. */
function foreseenShortages(exam: Exam, questions: readonly DrawableQuestion[], enemies: readonly EnemyPair[]): readonly Shortage[] {
  const drawn = drawForms(exam.blueprint, questions, { formCount: exam.formCount, seed: textHash(exam.id), enemies })
  return drawn.ok ? [] : drawn.refusal
}

function replay(
  exam: Extract<Exam, { status: 'published' }>,
  questions: readonly DrawableQuestion[],
  enemies: readonly EnemyPair[],
  forms: readonly StoredForm[],
): ReplayedForm[] {
  const isSameAlgorithm = exam.algorithm === DRAW_ALGORITHM && /^[0-9a-f]{64}$/.test(exam.seed)
  const drawn = isSameAlgorithm ? drawForms(exam.blueprint, questions, { formCount: exam.formCount, seed: exam.seed, enemies }) : null
  const hashes = drawn?.ok ? drawn.value.map((content) => canonicalHash(content)) : []
  return forms.map((form) => ({
    ...form,
    replays: hashes[form.ordinal - 1] === form.contentHash && canonicalHash(form.content) === form.contentHash,
  }))
}
