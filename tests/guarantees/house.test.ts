import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CONTEXTS, PACKAGES, ROOMS } from '../../.dependency-cruiser.mjs'
import { SOURCE_RULES, type Source } from './source-rules.ts'

const ROOT = join(import.meta.dirname, '../..')
const SKIPPED = new Set(['node_modules', 'build', 'data', 'generated', 'reports', 'test-results'])

function foldersIn(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}

function sourcesUnder(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : sourcesUnder(path)
    return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
      ? [{ path: relative(ROOT, join(ROOT, path)), text: readFileSync(join(ROOT, path), 'utf8') }]
      : []
  })
}

const allowed = (names: readonly string[], folders: readonly string[]) => folders.filter((folder) => !names.includes(folder))

describe('the folders equal the tables', () => {
  test('every folder of app/ is a room with its packages listed, and every room stands in both tables', () => {
    expect(allowed([...Object.keys(ROOMS), 'styles'], foldersIn('app'))).toEqual([])
    expect(Object.keys(PACKAGES)).toEqual(Object.keys(ROOMS))
  })

  test.each(['app/domain', 'app/use-cases'])('every folder of %s is a context', (room) => {
    expect(allowed(CONTEXTS, foldersIn(room))).toEqual([])
  })

  test('views and documents have folders by context', () => {
    expect(allowed(['ui', 'layout', ...CONTEXTS], foldersIn('app/components'))).toEqual([])
    expect(allowed(CONTEXTS, foldersIn('tests/use-cases'))).toEqual([])
  })
})

describe('every source file', () => {
  const sources = sourcesUnder('.')
  test.each(Object.entries(SOURCE_RULES))(
    '%s',
    (_rule, faultsOf) => {
      expect(sources.flatMap(faultsOf)).toEqual([])
    },
    60_000,
  )
})
