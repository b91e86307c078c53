import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RecoverySheet } from '#app/components/proctoring/recovery-sheet.tsx'
import { shownRecovery } from '#app/components/proctoring/shown-recovery.ts'
import { FileForm } from '#app/components/ui/file-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { MOST_RECOVERY_BYTES } from '#app/domain/delivery/recovery-file.ts'
import { ExamSessionId } from '#app/domain/shared/id.ts'
import { recoveryWords } from '#app/text/recovery.ts'
import { bringInRecoveryFile } from '#app/use-cases/proctoring/bring-in-recovery-file.server.ts'
import { readRecoveryFiles } from '#app/use-cases/proctoring/read-recovery-files.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedFile } from '#app/web/upload.server.ts'

export const handle = pageTitled(recoveryWords, ({ title }) => title)

export const loader = guardedLoader('exam-session.read', async ({ actor, params, url, locale }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const result = examSessionId.success ? await readRecoveryFiles(actor, examSessionId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, files, mayBringIn } = result.value
  return {
    session: { id: session.id, label: session.label, examTitle: session.examTitle, venue: session.venueName },
    files: files.map((file) => shownRecovery(file, locale)),
    mayBringIn,
    outcome: url.searchParams.get('outcome'),
    problem: url.searchParams.get('problem'),
    isAboutUpload: url.searchParams.get('at') === 'upload',
  }
})

/** Takes a file in; what is wrong with it is told at its field. */
export const action = guardedAction('room-act.ask', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const page = `/proctor/sessions/${examSessionId.data}/recovery`
  const file = await readPostedFile(request, MOST_RECOVERY_BYTES)
  if (!file.ok) throw redirect(`${page}?at=upload&problem=${file.refusal.kind}`)
  const result = await bringInRecoveryFile(actor, examSessionId.data, file.value)
  if (!result.ok && result.refusal.kind === 'not-found') return notFound()
  throw redirect(result.ok ? `${page}?outcome=${result.value.kind}` : `${page}?at=upload&problem=${result.refusal.kind}`)
})

export default function RecoveryFiles() {
  const words = useWords(recoveryWords)
  const { session, files, mayBringIn, outcome, problem, isAboutUpload } = useLoaderData<typeof loader>()
  const path = `/proctor/sessions/${session.id}`
  const problems: Readonly<Record<string, string>> = words.problems
  const outcomes: Readonly<Record<string, string>> = words.outcomes
  const told = problem === null ? null : (problems[problem] ?? null)
  return (
    <>
      <PageHeader
        title={words.title}
        lead={`${session.label} · ${session.examTitle} · ${session.venue}`}
        back={{ to: `${path}/record`, label: words.record }}
      />
      {told !== null ? (
        <Notice tone="bad" isAnswer>
          {told}
        </Notice>
      ) : outcome !== null && outcomes[outcome] !== undefined ? (
        <Notice tone="good" isAnswer>
          {outcomes[outcome]}
        </Notice>
      ) : null}
      <p className="mb-4 max-w-[68ch] text-muted">{words.lead}</p>
      {mayBringIn ? (
        <Section title={words.uploadTitle}>
          <FileForm key={files.length} label={words.file} hint={words.fileHint} action={words.upload} error={isAboutUpload ? told : null} />
        </Section>
      ) : null}
      {files.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        files.map((file) => <RecoverySheet key={`${file.id}-${file.state}`} file={file} decideAt={`${path}/recovery/decide`} />)
      )}
    </>
  )
}
