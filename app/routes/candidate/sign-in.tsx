import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PinField } from '#app/components/delivery/pin-field.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PlainField } from '#app/components/ui/plain-field.tsx'
import { accessWords } from '#app/text/access.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { signInCandidate } from '#app/use-cases/access/sign-in-candidate.server.ts'
import { readDevice } from '#app/web/device.server.ts'
import { guardedAction, guardedLoader, safeNext } from '#app/web/guard.server.ts'
import { newSessionId, sessionHeader } from '#app/web/session.server.ts'

export const handle = pageTitled(accessWords, ({ candidateTitle }) => candidateTitle)

export const loader = guardedLoader('session.sign-in', async ({ actor, url }) => {
  if (actor.kind === 'candidate') throw redirect(safeNext(url.searchParams.get('next'), '/exam'))
  return { number: (url.searchParams.get('number') ?? '').slice(0, 20) }
})

export const action = guardedAction('session.sign-in', async ({ actor, request, url, address }) => {
  const form = await request.formData()
  const field = (name: string) =>
    String(form.get(name) ?? '')
      .trim()
      .slice(0, 40)
  const [number, pin, token] = [field('number').replaceAll(' ', ''), field('pin').replaceAll(' ', ''), field('token').toUpperCase()]
  if (number === '' || pin === '') return { number, problem: { kind: 'missing' as const, number: number === '', pin: pin === '' } }
  const session = newSessionId()
  const device = await readDevice(request)
  const result = await signInCandidate(actor, {
    participantNumber: number,
    pin,
    sessionToken: token === '' ? null : token,
    address,
    deviceKey: device.deviceKey,
    sessionIdHash: session.idHash,
  })
  if (!result.ok) return { number, problem: result.refusal }
  const headers = new Headers({ 'Set-Cookie': await sessionHeader(session.id, result.value.expiresAt) })
  headers.append('Set-Cookie', device.header)
  throw redirect(safeNext(url.searchParams.get('next'), '/exam'), { headers })
})

export default function CandidateSignIn() {
  const words = useWords(accessWords)
  const delivery = useWords(deliveryWords)
  const { number } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problem = answer?.problem
  const missing = problem?.kind === 'missing' ? problem : null
  return (
    <>
      <h1>{words.candidateTitle}</h1>
      {problem?.kind === 'wrong-credentials' ? (
        <p className="alert" role="alert">
          {words.candidateWrong}
        </p>
      ) : null}
      {problem?.kind === 'too-many-attempts' ? (
        <p className="alert" role="alert">
          {words.candidateWait(Math.ceil(problem.waitSeconds / 60))}
        </p>
      ) : null}
      <form method="post" className="panel big-fields">
        <PlainField
          name="number"
          label={words.participantNumber}
          hint={words.participantHint}
          autoComplete="username"
          maxLength={20}
          initial={answer?.number ?? number}
          error={missing?.number ? words.candidateNumberRequired : undefined}
        />
        <PinField error={missing?.pin ? words.pinRequired : undefined} />
        {problem?.kind === 'too-many-attempts' ? (
          <PlainField name="token" label={words.sessionToken} hint={words.sessionTokenHint} maxLength={12} />
        ) : null}
        <button type="submit" className="button wide">
          {delivery.signIn}
        </button>
      </form>
      <p>
        <a href="/practice">{delivery.practiceLink}</a>
      </p>
      <p>
        <a href="/sign-in">{words.forStaff}</a>
      </p>
    </>
  )
}
