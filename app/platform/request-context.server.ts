import { AsyncLocalStorage } from 'node:async_hooks'

type RequestContext = { readonly requestId: string }

const storage = new AsyncLocalStorage<RequestContext>()

export function withRequestContext<Value>(context: RequestContext, work: () => Value): Value {
  return storage.run(context, work)
}

/** Null outside a request: in jobs and scripts. */
export function currentRequestId(): string | null {
  return storage.getStore()?.requestId ?? null
}
