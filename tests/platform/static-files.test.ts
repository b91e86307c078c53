import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { encodedFor, readStaticFiles } from '#app/platform/static-files.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tera-static-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'mark.svg'), '<svg/>')
writeFileSync(join(folder, 'assets/app-1.js'), 'plain')
writeFileSync(join(folder, 'assets/app-1.js.br'), 'br')
writeFileSync(join(folder, 'assets/app-1.js.gz'), 'gz')
const files = readStaticFiles(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const shown = (path: string, accepted?: string) => {
  const file = files.get(path)
  if (file === undefined) return null
  const { bytes, encoding } = encodedFor(file, accepted)
  return [Buffer.from(bytes).toString(), encoding]
}

test('a file is known by its address, its packed forms are not files of their own, and nothing outside is reached', () => {
  expect([...files.keys()].sort()).toEqual(['/assets/app-1.js', '/mark.svg'])
  expect(shown('/../package.json')).toBeNull()
})

test.each([
  ['gzip, deflate, br', ['br', 'br']],
  ['gzip, br;q=0', ['gz', 'gzip']],
  ['gzip', ['gz', 'gzip']],
  ['identity', ['plain', null]],
  [undefined, ['plain', null]],
])('a reader that accepts %s gets %j', (accepted, wanted) => {
  expect(shown('/assets/app-1.js', accepted)).toEqual(wanted)
})

test('a file without packed forms goes out as it is', () => {
  expect(shown('/mark.svg', 'br, gzip')).toEqual(['<svg/>', null])
})

test('what was read stays answerable when the folder is built anew', () => {
  rmSync(join(folder, 'assets'), { recursive: true })
  expect(shown('/assets/app-1.js', 'br')).toEqual(['br', 'br'])
})
