import { hash, verify } from '@node-rs/argon2'

type Strength = 'candidate' | 'staff'

// argon2id; OWASP's minimum for the many PINs of an exam morning, more for the few staff.
const COST: Record<Strength, { memoryCost: number; timeCost: number; parallelism: number }> = {
  candidate: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  staff: { memoryCost: 65_536, timeCost: 3, parallelism: 1 },
}

export function hashPassword(password: string, strength: Strength): Promise<string> {
  return hash(password, COST[strength])
}

const unknownOnes = new Map<Strength, Promise<string>>()

/** Takes the same time whether the account exists or not: without a stored hash it checks against one that nobody knows. */
export async function isPassword(stored: string | null, password: string, strength: Strength): Promise<boolean> {
  if (stored !== null) return verify(stored, password)
  const decoy = unknownOnes.get(strength) ?? hashPassword(crypto.randomUUID(), strength)
  unknownOnes.set(strength, decoy)
  await verify(await decoy, password)
  return false
}
