/** What a use-case or a rule answers: a value, or a refusal that the caller must handle. Bugs are thrown instead. */
export type Accepted<Value> = { readonly ok: true; readonly value: Value }
export type Refused<Refusal> = { readonly ok: false; readonly refusal: Refusal }
export type Result<Value, Refusal> = Accepted<Value> | Refused<Refusal>

export function accept<Value>(value: Value): Accepted<Value> {
  return { ok: true, value }
}

export function refuse<const Refusal>(refusal: Refusal): Refused<Refusal> {
  return { ok: false, refusal }
}
