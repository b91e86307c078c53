import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isNode, LineCounter, parseDocument, visit } from 'yaml'

/** A YAML text as plain values, with the line at which each part stands. */
export type YamlText = {
  readonly value: unknown
  /** Faults of the syntax; when there is one, the value is null. */
  readonly faults: readonly { readonly line: number; readonly message: string }[]
  /** The line of the part at the path, or of the nearest part around it; from 1. */
  readonly lineOf: (path: readonly (string | number)[]) => number
}
export type BankFile = { readonly name: string; readonly text: string }
export type BankFolder = {
  readonly heading: BankFile | null
  readonly questions: readonly BankFile[]
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

/** The folder of all banks, beside the program. */
export const QUESTION_BANKS = resolve('question-banks')

/** Characters; far above any bank, far below what hurts. */
const LONGEST_TEXT = 2_000_000

/** Reads YAML without aliases, custom tags or repeated names. It never throws, whatever the text is. */
export function readYaml(text: string): YamlText {
  if (text.length > LONGEST_TEXT) return faulty(1, 'longer than 2,000,000 characters')
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      strict: true,
      version: '1.2',
      schema: 'core',
      logLevel: 'error',
    })
    const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line || 1,
      message,
    }))
    visit(document, {
      Alias: (_key, node) => {
        faults.push({ line: lines.linePos(node.range?.[0] ?? 0).line || 1, message: 'aliases are not used here' })
      },
    })
    const lineOf = (path: readonly (string | number)[]): number => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
        if (isNode(node) && node.range) return lines.linePos(node.range[0]).line || 1
      }
      return 1
    }
    return faults.length > 0 ? { value: null, faults, lineOf } : { value: document.toJS({ maxAliasCount: 0 }), faults, lineOf }
  } catch (error) {
    // The parser descends by recursion: what is nested too deeply for it is no bank.
    return faulty(1, error instanceof RangeError ? 'nested too deeply' : 'not readable as YAML')
  }
}

function faulty(line: number, message: string): YamlText {
  return { value: null, faults: [{ line, message }], lineOf: () => line }
}

/** Everything that a bank's folder holds, files in the order of their names. */
export async function readBankFolder(folder: string): Promise<BankFolder> {
  const names = (await readdir(folder)).sort()
  const heading = names.includes('bank.yaml') ? await readBankFile(folder, 'bank.yaml') : null
  const questions = await Promise.all(
    names.filter((name) => name.endsWith('.yaml') && name !== 'bank.yaml').map((name) => readBankFile(folder, name)),
  )
  const media = join(folder, 'media')
  const pictures = existsSync(media) ? (await readdir(media)).sort() : []
  const bytes = await Promise.all(pictures.map(async (name) => [name, new Uint8Array(await readFile(join(media, name)))] as const))
  return { heading, questions, pictures: new Map(bytes) }
}

async function readBankFile(folder: string, name: string): Promise<BankFile> {
  return { name: join(folder, name), text: await readFile(join(folder, name), 'utf8') }
}

/** Null when there is no such file. */
export async function readFrameworkFile(code: string): Promise<BankFile | null> {
  const name = join(QUESTION_BANKS, 'frameworks', `${code}.yaml`)
  return /^[a-z0-9_-]+$/.test(code) && existsSync(name) ? { name, text: await readFile(name, 'utf8') } : null
}

export async function readFactFile(): Promise<BankFile> {
  const name = join(QUESTION_BANKS, 'facts.csv')
  return { name, text: await readFile(name, 'utf8') }
}

/** Folders that hold a bank. */
export async function bankFolders(): Promise<string[]> {
  const entries = await readdir(QUESTION_BANKS, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'frameworks')
    .map((entry) => join(QUESTION_BANKS, entry.name))
    .sort()
}

/** SHA-256, 64 hexadecimal digits. */
export function bytesHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
