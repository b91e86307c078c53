import { z } from 'zod'
import { type Answer, asked, type Connection, cookiesOf, headerOf } from './connection.ts'

/** What a candidate holds after the paper has come: the way a browser gets there, over HTTP. */
export type Entered = { readonly cookie: string; readonly attemptId: string; readonly handInId: string }

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()

/** With the number and the PIN of the card. Answers the cookies of session and device. */
export async function signIn(
  connection: Connection,
  who: { number: string; pin: string },
  device = '',
): Promise<{ answer: Answer; cookie: string }> {
  const answer = await connection.send(asked('POST', '/exam/sign-in', device, form(who)))
  return { answer, cookie: cookiesOf(answer.head).join('; ') }
}

/** With the token that the proctor shows; the way on leads to the paper, unless the exam is open elsewhere or over. */
export function start(connection: Connection, cookie: string, token: string): Promise<Answer> {
  return connection.send(asked('POST', '/exam/start', cookie, form({ token, identity: 'yes' })))
}

/** The paper's page, as the browser opens it. Null when it shows no paper. */
export async function openPaper(connection: Connection, cookie: string): Promise<{ answer: Answer; entered: Entered | null }> {
  const answer = await connection.send(asked('GET', '/exam/attempt', cookie))
  const id = (name: string) => new RegExp(`${name}\\\\?",\\\\?"([0-9a-f-]{36})`).exec(answer.body)?.[1]
  const [attemptId, handInId] = [id('attemptId'), id('handInId')]
  return { answer, entered: attemptId === undefined || handInId === undefined ? null : { cookie, attemptId, handInId } }
}

export function handInRequest({ cookie, attemptId, handInId }: Entered): string {
  return asked('POST', '/exam/hand-in', cookie, form({ attemptId, handInId }))
}

export const isReceipt = ({ status, head }: Answer) => status === 302 && headerOf(head, 'location') === '/exam/receipt'
export const leadsTo = ({ status, head }: Answer, path: string) => status === 302 && headerOf(head, 'location') === path

export function saveRequest(cookie: string, batch: object): string {
  return asked('POST', '/exam/answers', cookie, JSON.stringify(batch), 'application/json')
}

export function takeOver(connection: Connection, cookie: string, attemptId: string, token: string): Promise<Answer> {
  return connection.send(asked('POST', '/exam/take-over', cookie, form({ attemptId, token })))
}

/** The part of a save's answer that robots read. */
export const SaveHeard = z.object({
  status: z.string(),
  serverNow: z.number(),
  deadline: z.number(),
  remainingSeconds: z.number(),
  leaseEpoch: z.number(),
  holdsLease: z.boolean(),
  lastSeq: z.number(),
  acks: z.array(z.object({ seq: z.number(), standing: z.string() })),
})

export async function enter(connection: Connection, who: { number: string; pin: string; token: string }): Promise<Entered> {
  const { answer, cookie } = await signIn(connection, who)
  if (answer.status !== 302) throw new Error(`${who.number} was not signed in: ${answer.status}`)
  await start(connection, cookie, who.token)
  const { answer: page, entered } = await openPaper(connection, cookie)
  if (entered === null)
    throw new Error(`${who.number} got no paper: ${page.status} ${headerOf(page.head, 'location') ?? page.body.slice(0, 300)}`)
  return entered
}
