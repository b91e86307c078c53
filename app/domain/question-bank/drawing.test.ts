import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDrawing } from './drawing.ts'

test('a drawing is read as a tree, with its entities as letters', () => {
  expect(
    readDrawing(
      `<?xml version="1.0"?>\n<svg viewBox="0 0 9 9"><g fill='red'><path d="M0 0"/></g><text x="1">a &lt; b &#233;</text></svg>\n`,
    ),
  ).toEqual({
    name: 'svg',
    attributes: { viewBox: '0 0 9 9' },
    children: [
      { name: 'g', attributes: { fill: 'red' }, children: [{ name: 'path', attributes: { d: 'M0 0' }, children: [] }] },
      { name: 'text', attributes: { x: '1' }, children: ['a < b é'] },
    ],
  })
})

test.each(['', 'text', '<svg>', '<svg></g></svg>', '<svg><g></svg>', '<svg/></svg>', '<path/>'])('%j is no drawing', (svg) => {
  expect(readDrawing(svg)).toBeNull()
})

test('every drawing of the question banks is read', () => {
  const folder = 'question-banks/kader-2026/media'
  const drawings = readdirSync(folder).filter((name) => name.endsWith('.svg'))
  expect(drawings.length).toBeGreaterThan(0)
  for (const name of drawings) expect(readDrawing(readFileSync(`${folder}/${name}`, 'utf8'))?.children.length).toBeGreaterThan(3)
})
