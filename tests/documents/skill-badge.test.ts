import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { drawCertificate, type PaperOptions, renderCertificate } from '#app/documents/certificate.server.tsx'
import { hasPdfTools, readPdf } from './pdf-tools.ts'
import { PUBLIC_ID, sampleCertificate } from './sample-certificate.ts'

const OPTIONS: PaperOptions = {
  origin: 'https://tera.cilegon.go.id',
  demo: true,
  signer: 'local-key',
  token: 'Aa0-_9'.repeat(22).slice(0, 128),
}

/** A badge over so many groups of five competencies with names as long as the framework's longest. */
function sampleBadge(groups: number, options: Parameters<typeof sampleCertificate>[0] = {}) {
  const certificate = sampleCertificate(options)
  const badge = {
    level: 'utama',
    name: 'Utama',
    framework: { code: 'kader', version: 2, title: 'Kerangka Kompetensi Kader' },
    rule: { threshold: '62.5', minimumQuestions: 2 },
    groups: Array.from({ length: groups }, (_, group) => ({
      code: `g${group}`,
      name: `Ketenteraman, ketertiban umum, dan pelindungan masyarakat ${group}`,
      competencies: Array.from({ length: 5 }, (_, at) => ({
        code: `g${group}-${at}`,
        name: `Menjelaskan pemeriksaan dan tanda bahaya nomor ${group}${at}`,
        score: '66.67',
        questions: 3,
      })),
    })),
  }
  return { ...certificate, content: { ...certificate.content, badge } }
}

/** From where to where on the page, in points from the top, the first word of this text stands. */
function placeOf(bytes: Uint8Array, word: string): { top: number; bottom: number } {
  const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: bytes, encoding: 'utf8' })
  const match = new RegExp(`yMin="([\\d.]+)" xMax="[\\d.]+" yMax="([\\d.]+)">${word}<`).exec(boxes)
  if (match === null) throw new Error(`${word} is not on the page`)
  return { top: Number(match[1]), bottom: Number(match[2]) }
}

describe.skipIf(!hasPdfTools)('the paper of a skill badge', () => {
  test('says its level, its groups, the rule, whose it is and whose it is not, and no scores of fields', async () => {
    const { text, codes, pages } = readPdf(await renderCertificate(sampleBadge(3), OPTIONS))
    const flat = text.replace(/\s+/g, ' ')
    for (const part of [
      'Lencana Kecakapan Kader Tera — Utama',
      'bukan Tanda Kecakapan Kader dari Kementerian Kesehatan dan bukan sertifikat kompetensi BNSP',
      'Ketenteraman, ketertiban umum, dan pelindungan masyarakat 2 (5)',
      'Siti Aminah',
      '62,5 dari 100',
    ])
      expect(flat).toContain(part)
    expect(flat).not.toContain('KOMPETEN')
    expect(flat).not.toContain('75,13')
    expect(codes).toEqual([`https://tera.cilegon.go.id/v/${PUBLIC_ID}#${OPTIONS.token}`])
    expect(pages).toBe(1)
  })

  test.each([1, 3, 6, 10])('stays on one page with %i groups, and the shared page is what the renderer draws', async (groups) => {
    const badge = sampleBadge(groups, { name: 'Raden Ayu Siti Nurbaiti Kusumawardhani Prawiranegara binti Raden Mas Sastrodiningrat' })
    const files = [await renderCertificate(badge, OPTIONS), await drawCertificate(badge, OPTIONS)] as const
    expect(Buffer.from(files[0]).equals(files[1])).toBe(false)
    const [filled, drawn] = [readPdf(files[0]), readPdf(files[1])]
    expect(filled.pages).toBe(1)
    expect(drawn.pages).toBe(1)
    expect(filled.pictures).toEqual(drawn.pictures)
    expect(filled.codes).toEqual(drawn.codes)
    const inOrder = ['Lencana', 'Nomor', 'diberikan', 'Raden', 'peserta', 'Memiliki', 'berdasarkan', 'Diterbitkan', 'Berkas']
    const places = inOrder.map((word) => placeOf(files[0], word))
    for (const [at, { top }] of places.entries()) if (at > 0) expect(top, inOrder[at]).toBeGreaterThan((places[at - 1]?.bottom ?? 0) - 4)
  })
})
