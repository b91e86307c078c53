import { z } from 'zod'
import { BankVersionId, ExamId, PeriodId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { Blueprint } from './blueprint.ts'

const designed = {
  id: ExamId,
  periodId: PeriodId,
  title: z.string(),
  bankVersionId: BankVersionId,
  blueprint: Blueprint,
  limitMinutes: z.number().int(),
  formCount: z.number().int(),
  createdBy: z.string(),
  createdAt: z.date(),
}

/** An exam is designed as a draft, and once published nothing of it changes. */
export const Exam = z.discriminatedUnion('status', [
  z.object({ status: z.literal('draft'), ...designed }),
  z.object({
    status: z.literal('published'),
    ...designed,
    seed: z.string(),
    algorithm: z.string(),
    publishedBy: z.string(),
    publishedAt: z.date(),
  }),
])
export type Exam = z.infer<typeof Exam>
export type DraftExam = Extract<Exam, { status: 'draft' }>
export type PublishedExam = Extract<Exam, { status: 'published' }>

export type ExamPublishRefusal = { readonly kind: 'already-published' } | { readonly kind: 'creator-may-not-publish' }

/** Who designed an exam does not publish it: the blueprint is read by a second person. */
export function publishExam(
  exam: Exam,
  publication: { seed: string; algorithm: string; by: string; at: Date },
): Result<PublishedExam, ExamPublishRefusal> {
  if (exam.status === 'published') return refuse({ kind: 'already-published' })
  if (exam.createdBy === publication.by) return refuse({ kind: 'creator-may-not-publish' })
  return accept({
    ...exam,
    status: 'published',
    seed: publication.seed,
    algorithm: publication.algorithm,
    publishedBy: publication.by,
    publishedAt: publication.at,
  })
}
