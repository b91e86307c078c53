import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AnnouncementForm } from '#app/components/determination/announcement-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { AnnouncementForm as Schema } from '#app/domain/determination/announcement.ts'
import { PlenaryId } from '#app/domain/shared/id.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { prepareAnnouncement } from '#app/use-cases/determination/publish-announcement.server.ts'
import { readPlenary } from '#app/use-cases/determination/read-plenary.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(plenaryWords, ({ announce }) => announce)

export const loader = guardedLoader('announcement.prepare', async ({ actor, params }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  const result = plenaryId.success ? await readPlenary(actor, plenaryId.data, { show: 'undecided' }, 1) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  return { plenary: { id: result.value.plenary.id, sequence: result.value.plenary.sequence } }
})

export const action = guardedAction('announcement.prepare', async ({ actor, params, request }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  if (!plenaryId.success) return notFound()
  const form = await parseForm(request, Schema)
  if (!form.ok) return form.answer
  const result = await prepareAnnouncement(actor, plenaryId.data, form.value)
  if (result.ok) throw redirect(`/plenaries/${plenaryId.data}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

export default function NewAnnouncement() {
  const { plenary } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(plenaryWords)
  return (
    <>
      <PageHeader
        title={words.announce}
        lead={words.announceText}
        back={{ to: `/plenaries/${plenary.id}`, label: words.title(plenary.sequence) }}
      />
      <AnnouncementForm lastResult={answer} />
    </>
  )
}
