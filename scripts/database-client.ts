import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, runProgram } from './child-process.ts'
import { fingerprint, forgetFingerprint, rememberedFingerprint, rememberFingerprint } from './fingerprint.ts'

const STEP = 'database-client'

/** Generates Prisma's client when it is missing or older than the schema. Answers whether there was anything to do. */
export async function makeDatabaseClient(): Promise<'made' | 'kept'> {
  const wanted = fingerprint(['prisma/schema.prisma', 'prisma/models', 'node_modules/prisma/package.json'])
  if (existsSync(join(ROOT, 'app/platform/database/generated/client.ts')) && rememberedFingerprint(STEP) === wanted) return 'kept'
  forgetFingerprint(STEP)
  const { code, output } = await runProgram('prisma', ['generate'])
  if (code !== 0) throw new Error(`prisma generate failed:\n${output}`)
  rememberFingerprint(STEP, wanted)
  return 'made'
}
