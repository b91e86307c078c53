import { useActionData, useLoaderData } from '@remix-run/react'
import { MembersForm } from '#app/components/determination/members-form.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Figure, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { MembersForm as Schema } from '#app/domain/determination/plenary-form.ts'
import { PlenaryId } from '#app/domain/shared/id.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { setPlenaryMembers } from '#app/use-cases/determination/prepare-plenary.server.ts'
import { readPlenary } from '#app/use-cases/determination/read-plenary.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(plenaryWords, ({ members }) => members)

export const loader = guardedLoader('plenary.prepare', async ({ actor, params }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  const result = plenaryId.success ? await readPlenary(actor, plenaryId.data, { show: 'undecided' }, 1) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { plenary, quorum, accounts } = result.value
  const seated = new Map(plenary.members.map((member) => [member.accountId, member]))
  return {
    plenary: { id: plenary.id, sequence: plenary.sequence },
    quorum,
    lines: accounts.map(({ accountId, name }) => {
      const member = [...seated.values()].find((each) => each.accountId === accountId)
      return {
        accountId,
        name,
        member: member !== undefined || seated.size === 0,
        present: member?.present ?? false,
        chair: member?.chair ?? false,
      }
    }),
  }
})

export const action = guardedAction('plenary.prepare', async ({ actor, params, request }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  if (!plenaryId.success) return notFound()
  const posted = await request.formData()
  const form = Schema.safeParse({ member: posted.getAll('member'), present: posted.getAll('present'), chair: posted.get('chair') })
  if (!form.success) {
    const isPresence = form.error.issues.some(({ path }) => path[0] === 'present')
    return { saved: false as const, problem: isPresence ? 'present' : 'chair' }
  }
  const result = await setPlenaryMembers(actor, plenaryId.data, form.data)
  if (result.ok) return { saved: true as const }
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { saved: false as const, problem: result.refusal.kind }
})

export default function PlenaryMembers() {
  const { plenary, quorum, lines } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(plenaryWords)
  return (
    <>
      <PageHeader
        title={words.members}
        back={{ to: `/plenaries/${plenary.id}`, label: words.title(plenary.sequence) }}
        actions={<LinkButton to={`/plenaries/${plenary.id}`}>{words.title(plenary.sequence)}</LinkButton>}
      />
      <div className="mb-6 max-w-[320px]">
        <Figure label={words.quorum} value={words.quorumOf(quorum.present, quorum.members)} note={words.quorumNeeds(quorum.needed)} />
      </div>
      <MembersForm lines={lines} answer={answer} />
    </>
  )
}
