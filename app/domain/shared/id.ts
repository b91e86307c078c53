import { z } from 'zod'

/** Identities are UUIDs in lower case; the brand keeps an attempt's id out of a candidate's place. */
export const AccountId = z.uuid().brand<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>

export const PeriodId = z.uuid().brand<'PeriodId'>()
export type PeriodId = z.infer<typeof PeriodId>

export const CadreId = z.uuid().brand<'CadreId'>()
export type CadreId = z.infer<typeof CadreId>

export const RosterImportId = z.uuid().brand<'RosterImportId'>()
export type RosterImportId = z.infer<typeof RosterImportId>

export const BankId = z.uuid().brand<'BankId'>()
export type BankId = z.infer<typeof BankId>

export const BankVersionId = z.uuid().brand<'BankVersionId'>()
export type BankVersionId = z.infer<typeof BankVersionId>

export const QuestionId = z.uuid().brand<'QuestionId'>()
export type QuestionId = z.infer<typeof QuestionId>

export const QuestionVersionId = z.uuid().brand<'QuestionVersionId'>()
export type QuestionVersionId = z.infer<typeof QuestionVersionId>

export const ExamId = z.uuid().brand<'ExamId'>()
export type ExamId = z.infer<typeof ExamId>

export const ExamFormId = z.uuid().brand<'ExamFormId'>()
export type ExamFormId = z.infer<typeof ExamFormId>

export const VenueId = z.uuid().brand<'VenueId'>()
export type VenueId = z.infer<typeof VenueId>

export const ExamSessionId = z.uuid().brand<'ExamSessionId'>()
export type ExamSessionId = z.infer<typeof ExamSessionId>

export const RoomActId = z.uuid().brand<'RoomActId'>()
export type RoomActId = z.infer<typeof RoomActId>

export const RecoveryFileId = z.uuid().brand<'RecoveryFileId'>()
export type RecoveryFileId = z.infer<typeof RecoveryFileId>

export const CandidateId = z.uuid().brand<'CandidateId'>()
export type CandidateId = z.infer<typeof CandidateId>

export const AttemptId = z.uuid().brand<'AttemptId'>()
export type AttemptId = z.infer<typeof AttemptId>

export const MarkingTaskId = z.uuid().brand<'MarkingTaskId'>()
export type MarkingTaskId = z.infer<typeof MarkingTaskId>

export const ExamResultId = z.uuid().brand<'ExamResultId'>()
export type ExamResultId = z.infer<typeof ExamResultId>

export const EligibilityCaseId = z.uuid().brand<'EligibilityCaseId'>()
export type EligibilityCaseId = z.infer<typeof EligibilityCaseId>

export const CaseDocumentId = z.uuid().brand<'CaseDocumentId'>()
export type CaseDocumentId = z.infer<typeof CaseDocumentId>

export const CertificateId = z.uuid().brand<'CertificateId'>()
export type CertificateId = z.infer<typeof CertificateId>

export const PlenaryId = z.uuid().brand<'PlenaryId'>()
export type PlenaryId = z.infer<typeof PlenaryId>

export const AnnouncementId = z.uuid().brand<'AnnouncementId'>()
export type AnnouncementId = z.infer<typeof AnnouncementId>

export const AppealId = z.uuid().brand<'AppealId'>()
export type AppealId = z.infer<typeof AppealId>

export const DeterminationId = z.uuid().brand<'DeterminationId'>()
export type DeterminationId = z.infer<typeof DeterminationId>

export const SelectionRunId = z.uuid().brand<'SelectionRunId'>()
export type SelectionRunId = z.infer<typeof SelectionRunId>

export const ScenarioId = z.uuid().brand<'ScenarioId'>()
export type ScenarioId = z.infer<typeof ScenarioId>

export const SelectionImportId = z.uuid().brand<'SelectionImportId'>()
export type SelectionImportId = z.infer<typeof SelectionImportId>

export const CertificateBatchId = z.uuid().brand<'CertificateBatchId'>()
export type CertificateBatchId = z.infer<typeof CertificateBatchId>

export const IssuanceId = z.uuid().brand<'IssuanceId'>()
export type IssuanceId = z.infer<typeof IssuanceId>

export const CertificateChangeId = z.uuid().brand<'CertificateChangeId'>()
export type CertificateChangeId = z.infer<typeof CertificateChangeId>
