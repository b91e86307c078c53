import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOMS } from '../.dependency-cruiser.mjs'
import { ROOT, runProgram } from './child-process.ts'

const DOCUMENT = join(ROOT, 'docs/architecture.md')
const START = '<!-- rooms: drawn by scripts/rooms.ts -->'
const END = '<!-- /rooms -->'

const Cruise = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
})

const rooms = Object.keys(ROOMS).filter((room) => !room.includes('.'))

function roomOf(path: string): string | null {
  const [folder, room = ''] = path.split('/')
  if (folder !== 'app' || !/\.tsx?$/.test(path)) return null
  return rooms.includes(room) ? room : 'app'
}

/** Mermaid's text for which room really imports which. */
async function draw(): Promise<string> {
  const { code, output } = await runProgram('dependency-cruiser', ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'app'])
  const start = output.indexOf('{')
  if (start < 0) throw new Error(`dependency-cruiser failed (${code}):\n${output}`)
  const { modules } = Cruise.parse(JSON.parse(output.slice(start)))
  const imports = new Set(
    modules.flatMap(({ source, dependencies }) =>
      dependencies.flatMap(({ resolved }) => {
        const [from, to] = [roomOf(source), roomOf(resolved)]
        return from === null || to === null || from === to ? [] : [`  ${from} --> ${to}`]
      }),
    ),
  )
  return ['```mermaid', 'flowchart TD', '  app["routes.ts, root, entries, jobs"]', ...[...imports].sort(), '```'].join('\n')
}

async function main() {
  const document = readFileSync(DOCUMENT, 'utf8')
  const [before, rest] = document.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`docs/architecture.md has no place between ${START} and ${END}.`)
  const drawn = `${before}${START}\n\n${await draw()}\n\n${END}${after}`
  if (drawn === document) return console.log('The picture of the rooms is up to date.')
  if (process.argv.includes('--check')) throw new Error('The picture of the rooms is stale: run npx tsx scripts/rooms.ts')
  writeFileSync(DOCUMENT, drawn)
  console.log('Drew the rooms into docs/architecture.md.')
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
