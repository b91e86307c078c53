import { createHash } from 'node:crypto'

const names = new Map<string, string>()

/** One name for one text, always: the database keeps a statement's plan under it. The texts are constants of the stores. */
export function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `tera_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}
