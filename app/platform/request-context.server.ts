import { AsyncLocalStorage } from 'node:async_hooks'

type RequestContext = { readonly requestId: string }

const storage = new AsyncLocalStorage<RequestContext & { readonly waited: Waited }>()

/** How long a request has waited for the database until now: waits at the same time count once. */
export type Waited = { milliseconds: number; underWay: number; since: number }

export function withRequestContext<Value>(context: RequestContext, work: () => Value): Value {
  return storage.run({ ...context, waited: { milliseconds: 0, underWay: 0, since: 0 } }, work)
}

/** Work that many requests share belongs to none of them. */
export function outsideRequests<Value>(work: () => Value): Value {
  return storage.exit(work)
}

/** Null outside a request: in jobs and scripts. */
export function currentRequestId(): string | null {
  return storage.getStore()?.requestId ?? null
}

/** Null outside a request. Who waits keeps it up to date. */
export function waitedInRequest(): Waited | null {
  return storage.getStore()?.waited ?? null
}
