import { redirect } from '@remix-run/node'
import { Form, useActionData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PlainField } from '#app/components/ui/plain-field.tsx'
import { accessWords } from '#app/text/access.ts'
import { signInStaff } from '#app/use-cases/access/sign-in-staff.server.ts'
import { guardedAction, guardedLoader, safeNext } from '#app/web/guard.server.ts'
import { newSessionId, sessionHeader } from '#app/web/session.server.ts'

export const handle = pageTitled(accessWords, ({ staffTitle }) => staffTitle)

export const loader = guardedLoader('session.sign-in', async ({ actor, url }) => {
  if (actor.kind === 'staff') throw redirect(safeNext(url.searchParams.get('next'), '/work'))
  return null
})

export const action = guardedAction('session.sign-in', async ({ actor, request, url, address }) => {
  const form = await request.formData()
  const username = String(form.get('username') ?? '')
    .trim()
    .toLowerCase()
    .slice(0, 100)
  const password = String(form.get('password') ?? '').slice(0, 200)
  if (username === '' || password === '')
    return { username, problem: { kind: 'missing' as const, username: username === '', password: password === '' } }
  const session = newSessionId()
  const result = await signInStaff(actor, {
    username,
    password,
    address,
    deviceKey: session.idHash.slice(0, 32),
    sessionIdHash: session.idHash,
  })
  if (!result.ok) return { username, problem: result.refusal }
  throw redirect(safeNext(url.searchParams.get('next'), '/work'), {
    headers: { 'Set-Cookie': await sessionHeader(session.id, result.value.expiresAt) },
  })
})

export default function SignIn() {
  const words = useWords(accessWords)
  const answer = useActionData<typeof action>()
  const problem = answer?.problem
  return (
    <>
      <h1>{words.staffTitle}</h1>
      {problem?.kind === 'wrong-credentials' ? (
        <p className="alert" role="alert">
          {words.wrong}
        </p>
      ) : null}
      {problem?.kind === 'too-many-attempts' ? (
        <p className="alert" role="alert">
          {words.wait(Math.ceil(problem.waitSeconds / 60))}
        </p>
      ) : null}
      <Form method="post" className="panel">
        <PlainField
          name="username"
          label={words.username}
          autoComplete="username"
          initial={answer?.username}
          error={problem?.kind === 'missing' && problem.username ? words.usernameRequired : undefined}
        />
        <PlainField
          name="password"
          label={words.password}
          type="password"
          autoComplete="current-password"
          error={problem?.kind === 'missing' && problem.password ? words.passwordRequired : undefined}
        />
        <button type="submit" className="button wide">
          {words.staffTitle}
        </button>
      </Form>
      <p>
        <a href="/exam/sign-in">{words.forCandidates}</a>
      </p>
    </>
  )
}
