import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { AccommodationForm } from '#app/components/delivery/accommodation-form.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { Accommodation } from '#app/domain/delivery/accommodation.ts'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accommodationWords } from '#app/text/accommodation.ts'
import { readAccommodation, recordAccommodation } from '#app/use-cases/delivery/record-accommodation.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(accommodationWords, ({ title }) => title)

export const loader = guardedLoader('accommodation.record', async ({ actor, params, url }) => {
  const result = await readAccommodation(actor, placeOf(params))
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, candidate, accommodation, mayRecord } = result.value
  return {
    session: { id: session.id, label: session.label },
    name: candidate.cadreName,
    number: candidate.participantNumber,
    urbanVillage: candidate.urbanVillageName,
    accommodation,
    mayRecord,
    outcome: url.searchParams.get('outcome'),
  }
})

export const action = guardedAction('accommodation.record', async ({ actor, params, request }) => {
  const place = placeOf(params)
  const page = `/office/sessions/${place.examSessionId}/candidates/${place.candidateId}`
  if ((await request.clone().formData()).get('act') === 'remove') {
    const result = await recordAccommodation(actor, place, null)
    if (!result.ok) return answerRefusal(result.refusal)
    throw redirect(`${page}?outcome=removed`)
  }
  const form = await parseForm(request, Accommodation)
  if (!form.ok) return form.answer
  const result = await recordAccommodation(actor, place, form.value)
  if (result.ok) throw redirect(`${page}?outcome=saved`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

function placeOf(params: Readonly<Record<string, string | undefined>>) {
  const [examSessionId, candidateId] = [ExamSessionId.safeParse(params.examSessionId), CandidateId.safeParse(params.candidateId)]
  return examSessionId.success && candidateId.success ? { examSessionId: examSessionId.data, candidateId: candidateId.data } : notFound()
}

export default function SessionAccommodation() {
  const { session, name, number, urbanVillage, accommodation, mayRecord, outcome } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const words = useWords(accommodationWords)
  return (
    <>
      <PageHeader
        title={words.title}
        lead={`${name} · ${number} · ${urbanVillage}`}
        back={{ to: `/office/sessions/${session.id}`, label: session.label }}
      />
      {lastResult === undefined && (outcome === 'saved' || outcome === 'removed') ? (
        <Notice tone="good" isAnswer>
          {words[outcome]}
        </Notice>
      ) : null}
      <p className="mb-4 max-w-[68ch] text-muted">{words.lead}</p>
      {mayRecord ? (
        <>
          <AccommodationForm key={outcome} known={accommodation} lastResult={lastResult} />
          {accommodation === null ? null : (
            <Form method="post" className="mt-4">
              <Button look="danger" name="act" value="remove">
                {words.remove}
              </Button>
            </Form>
          )}
        </>
      ) : (
        <Notice tone="warn">{words.begun}</Notice>
      )}
    </>
  )
}
