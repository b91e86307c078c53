import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the readers of PDF and QR codes are installed (poppler-utils, zbar-tools). */
export const hasPdfTools = ['pdftotext', 'pdffonts', 'pdftoppm', 'zbarimg'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
)

type ReadPdf = {
  text: string
  fonts: { name: string; embedded: boolean }[]
  pages: number
  codes: string[]
  /** A hash of each page's picture at 100 dots an inch. */
  pictures: string[]
}

/** What independent readers find in a PDF: its text, its fonts, its pages and the QR codes on them. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const folder = mkdtempSync(join(tmpdir(), 'tera-pdf-'))
  try {
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, bytes)
    execFileSync('pdftoppm', ['-r', '100', '-png', file, join(folder, 'page')])
    const pages = Number(/^Pages:\s+(\d+)$/m.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1] ?? 0)
    return {
      text: execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }),
      fonts: fontsOf(execFileSync('pdffonts', [file], { encoding: 'utf8' })),
      pages,
      codes: codesOf(folder, pages),
      pictures: picturesOf(folder, pages).map((picture) => createHash('sha256').update(readFileSync(picture)).digest('hex')),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function fontsOf(table: string): { name: string; embedded: boolean }[] {
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => ({
      name: line.split(/\s+/)[0] ?? '',
      embedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/.exec(line)?.[1] === 'yes',
    }))
}

function picturesOf(folder: string, pages: number): string[] {
  const digits = String(pages).length
  return Array.from({ length: pages }, (_, at) => join(folder, `page-${String(at + 1).padStart(digits, '0')}.png`))
}

function codesOf(folder: string, pages: number): string[] {
  return picturesOf(folder, pages).flatMap((picture) => {
    const { stdout } = spawnSync('zbarimg', ['-q', '--raw', picture], { encoding: 'utf8' })
    return stdout.split('\n').filter((line) => line !== '')
  })
}
