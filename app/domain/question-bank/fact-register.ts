import { REVIEW_STATES, type ReviewState } from './question.ts'

/** How well a fact is proven, by its id; a disputed one has public sources that contradict each other. */
export type FactStanding = 'verified' | 'secondary' | 'unsourced' | 'disputed'
export type FactRegister = ReadonlyMap<string, FactStanding>

/**
 * Reads the register: lines of `fact,status,disputed` under a heading of these words.
 * @returns null when the text is no such table
 */
export function parseFactRegister(text: string): FactRegister | null {
  const [heading, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  if (heading !== 'fact,status,disputed') return null
  const register = new Map<string, FactStanding>()
  for (const line of lines) {
    const match = /^([A-Z]\d{1,4}),(verified|secondary|unsourced),(yes|no)$/.exec(line)
    if (!match?.[1]) return null
    const standing = match[2] === 'verified' || match[2] === 'secondary' ? match[2] : 'unsourced'
    register.set(match[1], match[3] === 'yes' && standing !== 'unsourced' ? 'disputed' : standing)
  }
  return register
}

/** How far a question may go that rests on this fact; nothing rests on an unsourced one. */
const FURTHEST: Record<FactStanding, ReviewState | null> = {
  verified: 'published',
  secondary: 'in-review',
  disputed: 'draft',
  unsourced: null,
}

/** How far a question may go that rests on all of these facts; null when one of them is unsourced or not in the register. */
export function furthestReview(facts: readonly string[], register: FactRegister): ReviewState | null {
  let furthest: ReviewState = 'published'
  for (const fact of facts) {
    const standing = register.get(fact)
    const allowed = standing === undefined ? null : FURTHEST[standing]
    if (allowed === null) return null
    if (isFurther(furthest, allowed)) furthest = allowed
  }
  return furthest
}

export function isFurther(left: ReviewState, right: ReviewState): boolean {
  return REVIEW_STATES.indexOf(left) > REVIEW_STATES.indexOf(right)
}
