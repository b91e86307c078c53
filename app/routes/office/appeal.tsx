import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { RulingForm } from '#app/components/determination/ruling-form.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, Fact, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { may } from '#app/domain/access/may.ts'
import {
  fileTypeText,
  kilobytesText,
  REMEDIES_OF,
  type Remedy,
  rulingFrom,
  RulingForm as Schema,
} from '#app/domain/determination/appeal.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { AppealId } from '#app/domain/shared/id.ts'
import { appealWords } from '#app/text/appeal.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { readAppeal } from '#app/use-cases/determination/read-appeals.server.ts'
import { decideAppeal } from '#app/use-cases/determination/rule-on-appeal.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(appealRegisterWords, ({ title }) => title)

export const loader = guardedLoader('appeal.read', async ({ actor, params, url, locale }) => {
  const appealId = AppealId.safeParse(params.appealId)
  const result = appealId.success ? await readAppeal(actor, appealId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { appeal, person, periodId, caseId, files, obstacle, wasMarked, mayReopen } = result.value
  const remedies: readonly Remedy[] = REMEDIES_OF[appeal.kind]
  return {
    periodId,
    path: `/office/appeals/${appeal.id}`,
    number: appeal.number,
    kind: appeal.kind,
    statement: appeal.statement,
    filedAt: formatMoment(appeal.filedAt, locale),
    filedByStaff: appeal.filedBy !== null,
    person: { name: person.name, participantNumber: person.participantNumber, village: person.urbanVillageName },
    ruling:
      appeal.state === 'decided'
        ? {
            outcome: appeal.ruling.outcome,
            remedy: appeal.ruling.outcome === 'granted' ? appeal.ruling.remedy : null,
            reason: appeal.ruling.reason,
            at: formatMoment(appeal.decidedAt, locale),
          }
        : null,
    withdrawn: appeal.state === 'withdrawn',
    caseId,
    files: files.map(({ id, type, size, addedAt }) => ({
      id,
      type: fileTypeText(type),
      size: kilobytesText(size, locale),
      addedAt: formatMoment(addedAt, locale),
    })),
    mayAttach: appeal.state === 'submitted' && may(actor, 'appeal.file-for', { regionCode: person.urbanVillageCode }),
    problem: url.searchParams.get('problem'),
    obstacle,
    remedies: remedies.filter((remedy) => (remedy === 'mark-again' ? wasMarked : mayReopen)),
  }
})

export const action = guardedAction('appeal.decide', async ({ actor, params, request }) => {
  const appealId = AppealId.safeParse(params.appealId)
  if (!appealId.success) return notFound()
  const form = await parseForm(request, Schema)
  if (!form.ok) return form.answer
  const result = await decideAppeal(actor, appealId.data, rulingFrom(form.value))
  if (result.ok) throw redirect(`/office/appeals/${appealId.data}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

export default function AppealPage() {
  const appeal = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(appealRegisterWords)
  const refusals = useWords(determinationRefusals)
  const own = useWords(appealWords)
  const { person, ruling, obstacle, files, problem } = appeal
  return (
    <>
      <PageHeader
        title={words.sheet(appeal.number)}
        lead={words.kinds[appeal.kind]}
        back={{ to: `/office/periods/${appeal.periodId}/appeals`, label: words.title }}
      />
      <dl className="mb-6 grid gap-3 sm:grid-cols-2">
        <Fact label={words.person}>
          {person.name} · {person.participantNumber} · {person.village}
        </Fact>
        <Fact label={words.filed}>{appeal.filedByStaff ? `${appeal.filedAt} (${words.byStaff})` : appeal.filedAt}</Fact>
      </dl>
      <Section title={words.statement}>
        <Card>
          <p className="max-w-[68ch] whitespace-pre-wrap">{appeal.statement}</p>
        </Card>
      </Section>
      <Section title={words.files}>
        {problem ? <Notice tone="bad">{own.fileProblems[problem] ?? refusals[problem] ?? problem}</Notice> : null}
        {files.length === 0 ? <p className="text-muted">{words.noFiles}</p> : null}
        <ul>
          {files.map((file, at) => (
            <li key={file.id} className="mb-1">
              <LinkButton to={`${appeal.path}/files/${file.id}`} reload>
                {own.fileName(at + 1, file.type, file.size)}
              </LinkButton>{' '}
              <span className="text-muted">{file.addedAt}</span>
            </li>
          ))}
        </ul>
        {appeal.mayAttach ? (
          <Form method="post" action={`${appeal.path}/files`} encType="multipart/form-data" className="no-print mt-3 max-w-[560px]">
            <label htmlFor="file" className="font-semibold">
              {own.attach}
            </label>
            <p id="file-hint" className="text-[13px] text-muted">
              {own.attachHint}
            </p>
            <input
              id="file"
              name="file"
              type="file"
              accept="application/pdf,image/jpeg,image/png"
              aria-describedby="file-hint"
              className="my-2 block w-full rounded-md border border-line bg-surface px-3 py-2"
            />
            <Button look="secondary">{own.attach}</Button>
          </Form>
        ) : null}
      </Section>
      {ruling ? (
        <Section title={`${words.outcome}: ${words.states[ruling.outcome]}`}>
          <Card>
            <p className="text-muted">{words.decidedOn(ruling.at)}</p>
            {ruling.remedy ? <p className="font-semibold">{words.remedies[ruling.remedy]}</p> : null}
            {ruling.remedy === 'reopen-case' && appeal.caseId ? (
              <p>
                <Link to={`/verification/cases/${appeal.caseId}`} className="text-accent underline">
                  {words.openCase}
                </Link>
              </p>
            ) : null}
            <p className="mt-2 max-w-[68ch] whitespace-pre-wrap">{ruling.reason}</p>
          </Card>
        </Section>
      ) : null}
      {appeal.withdrawn ? <Notice tone="neutral">{words.states.withdrawn}</Notice> : null}
      {obstacle === null ? (
        <Section title={words.decide}>
          <RulingForm remedies={appeal.remedies} lastResult={answer} />
        </Section>
      ) : ruling || appeal.withdrawn ? null : (
        <Notice tone="warn">{words.cannot[obstacle]}</Notice>
      )}
    </>
  )
}
