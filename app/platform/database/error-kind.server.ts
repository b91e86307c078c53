/** What went wrong in the database, the same words for both adapters. */
export type DatabaseErrorKind = 'unique' | 'foreign-key' | 'check' | 'append-only' | 'serialization' | 'unavailable'

const BY_SQLSTATE: Record<string, DatabaseErrorKind> = {
  '23505': 'unique',
  '23503': 'foreign-key',
  '23514': 'check',
  '23001': 'append-only',
  '40001': 'serialization',
  '40P01': 'serialization',
  '57P01': 'unavailable',
  '57P03': 'unavailable',
  '08006': 'unavailable',
  '08001': 'unavailable',
  '53300': 'unavailable',
  // Another one held a lock for longer than this one waits.
  '55P03': 'unavailable',
  // No room on the disk: nothing was stored, and there may be room again.
  '53100': 'unavailable',
}

const BY_PRISMA_CODE: Record<string, DatabaseErrorKind> = {
  P2002: 'unique',
  P2003: 'foreign-key',
  P2004: 'check',
  P2034: 'serialization',
  P2024: 'unavailable',
  P2028: 'unavailable',
  P1001: 'unavailable',
  P1017: 'unavailable',
}

/** What the pool says, without a code, when every connection is taken for too long. */
const NO_CONNECTION = 'timeout exceeded when trying to connect'

/** Null when the error is not the database's. Looks through causes, because the adapters wrap to different depths. */
export function databaseErrorKind(error: unknown): DatabaseErrorKind | null {
  let current: unknown = error
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    if (current instanceof Error && current.message.includes(NO_CONNECTION)) return 'unavailable'
    for (const name of ['originalCode', 'code', 'meta'] as const) {
      const value: unknown = name in current ? Reflect.get(current, name) : undefined
      if (typeof value === 'string') {
        const kind = BY_SQLSTATE[value] ?? BY_PRISMA_CODE[value]
        // P2010 and the adapters' own wrappers hide the true code one level deeper.
        if (kind) return kind
      }
      if (name === 'meta' && typeof value === 'object' && value !== null) {
        const inner = databaseErrorKind(Reflect.get(value, 'driverAdapterError') ?? value)
        if (inner) return inner
      }
    }
    current = 'cause' in current ? Reflect.get(current, 'cause') : null
  }
  return null
}
