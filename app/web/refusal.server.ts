import { data } from '@remix-run/node'

/** Refusals that have no place on a form become an HTTP answer. What may not be known to exist is not found. */
export function answerRefusal(refusal: { readonly kind: string }): never {
  throw data({ refusal: refusal.kind }, { status: STATUS[refusal.kind] ?? 409 })
}

const STATUS: Record<string, number> = {
  'not-found': 404,
  forbidden: 403,
  'bad-input': 400,
  'too-many-attempts': 429,
}

export function notFound(): never {
  throw new Response(null, { status: 404 })
}
