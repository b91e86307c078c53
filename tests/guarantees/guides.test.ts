import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LARGEST_PICTURE_BYTES, PICTURES } from '../../scripts/guides/pictures.ts'

const ROOT = join(import.meta.dirname, '../..')
const GUIDES = readdirSync(join(ROOT, 'docs/guides'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/guides/${name}`)

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

function linksOf(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !link.includes('://'))
    .map((link) => normalize(join(dirname(document), link)))
}

describe('the pictures of the documents', () => {
  const shown = ['README.md', ...GUIDES].flatMap(linksOf).filter((link) => link.endsWith('.png'))

  test('every picture that a document shows is taken by scripts/guide-screenshots.ts, and every one that it takes is shown', () => {
    expect([...new Set(shown)].sort()).toEqual([...PICTURES].sort())
  })

  test.each(PICTURES)('%s is there and small', (picture) => {
    expect(statSync(join(ROOT, picture)).size).toBeLessThanOrEqual(LARGEST_PICTURE_BYTES)
  })
})

/** `…` stands for what a page puts into its words: a name, a number, a day. What says hardly more than that, fits everything. */
const HOLE = '…'
const LEAST_LETTERS = 5

/** Every Indonesian word and sentence of app/text as a pattern of the whole of it. */
async function screenWords(): Promise<RegExp[]> {
  const found = new Set<string>()
  const collect = (words: unknown): void => {
    if (typeof words === 'string') {
      if (!words.includes(HOLE) || words.replace(/[^\p{L}]/gu, '').length >= LEAST_LETTERS) found.add(words)
    } else if (isFunction(words)) collect(filled(words))
    else if (typeof words === 'object' && words !== null) Object.values(words).forEach(collect)
  }
  for (const file of readdirSync(join(ROOT, 'app/text'))) {
    const module: object = await import(`../../app/text/${file}`)
    for (const words of Object.values(module)) if (typeof words === 'object' && words !== null && 'id' in words) collect(words.id)
  }
  return [...found].map((text) => new RegExp(`^${text.split(HOLE).map(literal).join('.+')}$`))
}

const isFunction = (words: unknown): words is (...given: string[]) => unknown => typeof words === 'function'

/** What a function of words says with holes for what it is given; nothing when it needs more than texts and numbers. */
function filled(words: (...given: string[]) => unknown): unknown {
  try {
    return words(...Array.from({ length: words.length }, () => HOLE))
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

describe('the guides', () => {
  test.each(GUIDES)('%s leads only to files that are there', (guide) => {
    expect(linksOf(guide).filter((link) => !existsSync(join(ROOT, link)))).toEqual([])
  })

  test.each(GUIDES)('%s prints in bold only words that stand on a screen', async (guide) => {
    const words = await screenWords()
    const bold = [...read(guide).matchAll(/\*\*(.+?)\*\*/g)].map(([, text = '']) => text)
    expect(bold.filter((text) => !words.some((pattern) => pattern.test(text)))).toEqual([])
  })

  test('README.md names every guide', () => {
    const named = linksOf('docs/guides/README.md')
    expect(GUIDES.filter((guide) => guide !== 'docs/guides/README.md' && !named.includes(guide))).toEqual([])
  })
})
