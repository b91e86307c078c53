import { expect, test } from 'vitest'
import { PERMISSIONS } from '#app/domain/access/permission.ts'
import { auditEventWords } from '#app/text/audit-events.ts'

const SOURCES = import.meta.glob<string>(['../../app/use-cases/**/*.server.ts', '../../app/domain/**/*.ts', '!**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Kinds of audit entries as the code writes them: the subject, a dot, the verb in the past; permissions and names of files look alike and are left out. */
function writtenKinds(): string[] {
  const written = Object.values(SOURCES)
    .filter((text) => text.includes('event'))
    .flatMap((text) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map((match) => match[1] ?? ''))
  return [...new Set(written)].filter((kind) => !(kind in PERMISSIONS) && !/\.(?:yaml|jwt|json|csv|xlsx|pdf)$/.test(kind)).sort()
}

test('every kind of audit entry that the code writes has words in both languages', () => {
  expect(writtenKinds().filter((kind) => !(kind in auditEventWords.id))).toEqual([])
  expect(Object.keys(auditEventWords.en)).toEqual(Object.keys(auditEventWords.id))
})
