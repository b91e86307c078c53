import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { collect, ROOT, runProgram } from './child-process.ts'

const MIGRATIONS = join(ROOT, 'prisma/migrations')

/** Writes the migration from the last commit's schema to the working one. */
async function main() {
  const [name = ''] = process.argv.slice(2)
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) throw new Error('Usage: npx tsx scripts/new-migration.ts <name_in_snake_case>')
  const before = mkdtempSync(join(tmpdir(), 'tera-schema-'))
  try {
    await exportCommittedSchema(before)
    const sql = await difference(join(before, 'prisma'), join(ROOT, 'prisma'))
    const folder = join(MIGRATIONS, `${nextNumber()}_${name}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'migration.sql'), sql)
    console.log(`Wrote ${relative(ROOT, folder)}/migration.sql. Triggers, checks and partial indexes are added below it by hand.`)
  } finally {
    rmSync(before, { recursive: true, force: true })
  }
}

async function exportCommittedSchema(folder: string) {
  const { output } = await orThrow(collect('git', ['ls-tree', '-r', '--name-only', 'HEAD', 'prisma']))
  for (const path of output.split('\n').filter((each) => each.endsWith('.prisma'))) {
    const { output: content } = await orThrow(collect('git', ['show', `HEAD:${path}`]))
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

async function difference(from: string, to: string): Promise<string> {
  const file = join(from, 'difference.sql')
  const parameters = ['migrate', 'diff', '--from-schema-datamodel', from, '--to-schema-datamodel', to, '--script', '--output', file]
  await orThrow(runProgram('prisma', parameters))
  const output = readFileSync(file, 'utf8')
  if (output.includes('This is an empty migration')) return '-- The schema did not change: what follows is written by hand.\n'
  return output
}

function nextNumber(): string {
  const last = readdirSync(MIGRATIONS).sort().at(-1)?.slice(0, 4) ?? '0000'
  return String(Number(last) + 1).padStart(4, '0')
}

async function orThrow(finished: ReturnType<typeof collect>) {
  const { code, output } = await finished
  if (code !== 0) throw new Error(output)
  return { output }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
