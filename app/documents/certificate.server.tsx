import type { Certificate } from '#app/domain/certificates/certificate.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { CertificatePaper, CODE_MASK, codeOf, linesOf, nameSize, type PaperOptions, ROOM, titleOf } from './certificate-paper.server.tsx'
import { MONO, qrModules, renderPdf, SANS, SERIF, shaperOf } from './pdf-base.server.tsx'
import { fill, type Line, pdfMoment, type Template, templateOf } from './pdf-template.server.ts'

export type { PaperOptions } from './certificate-paper.server.tsx'

/** The certificate as a one-page PDF. Equal certificates give equal bytes: nothing in it comes from the clock. */
export async function renderCertificate(certificate: Certificate, options: PaperOptions): Promise<Uint8Array> {
  return (await fillCertificate(certificate, options)) ?? drawCertificate(certificate, options)
}

/** The same page drawn by the renderer: any letters, any length, and ten times the work. */
export function drawCertificate(certificate: Certificate, options: PaperOptions): Promise<Uint8Array> {
  return renderPdf(<CertificatePaper certificate={certificate} options={options} />)
}

/** The same page from a template that all certificates of one kind share; null when this one is of no kind that many share. */
async function fillCertificate(certificate: Certificate, options: PaperOptions): Promise<Uint8Array | null> {
  const { content } = certificate
  if (certificate.status !== 'valid' || content.replaces !== undefined) return null
  const texts = Object.values(linesOf(certificate)).flat()
  const letters = ALPHABETS.find(({ pattern }) => texts.every((text) => pattern.test(text)))
  if (letters === undefined) return null
  const specimen = specimenOf(certificate)
  const template = await templateFor(specimen, options, content.holder.name, letters.text)
  const from = Object.values(linesOf(specimen)).flat()
  return fill(template, {
    texts: new Map(from.map((text, at) => [text, texts[at] ?? ''])),
    code: qrModules(codeOf(certificate, options), CODE_MASK),
    info: new Map([
      [titleOf(specimen), titleOf(certificate)],
      [pdfMoment(specimen.issuedAt), pdfMoment(certificate.issuedAt)],
    ]),
  })
}

/** Letters that a template's fonts hold: the smallest set that a certificate needs keeps its file small. */
const BASIC = `${charactersBetween(0x20, 0x7e)}’‘`
const LATIN = `${charactersBetween(0xa1, 0xac)}${charactersBetween(0xae, 0x17f)}ȘșȚțḌḍḤḥṢṣṬṭẒẓʻʼʾʿ“”–—`
const LIGATURES = 'ff fi fl ffi ffl'
const ALPHABETS = [BASIC, `${BASIC}${LATIN}`].map((letters) => ({
  text: `${letters} ${LIGATURES}`,
  pattern: new RegExp(`^[${[...letters, '·'].map((letter) => letter.replace(/[\\\]^-]/, '\\$&')).join('')}]*$`, 'u'),
}))

function charactersBetween(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at))
}

/** A certificate of the same kind whose own lines are all different, so that each is found in the template. */
function specimenOf({ content, ...certificate }: Certificate): Certificate {
  return {
    ...certificate,
    publicId: SPECIMEN_ID,
    issuedAt: new Date(0),
    content: {
      ...content,
      serial: '000000/KCM-TERA/0000',
      holder: { name: 'Nama', participantNumber: '00-000000', urbanVillage: 'Kelurahan' },
      fields: content.fields.map((each, at) => ({ ...each, score: `${900 + at}.00` })),
      total: '999.00',
    },
  }
}
const SPECIMEN_ID = PublicId.parse('abcdef0123456789fedcba9876543210')

const MOST_TEMPLATES = 64
const templates = new Map<string, Promise<Template>>()

/** The template of this kind, made once; the kinds that were asked for last are kept. */
function templateFor(specimen: Certificate, options: PaperOptions, name: string, letters: string): Promise<Template> {
  const { examTitle, period, fields, badge, issuedOn, validUntil } = specimen.content
  const { origin, demo, signer, token } = options
  const kind = JSON.stringify([
    examTitle,
    period,
    fields,
    badge === undefined
      ? null
      : { ...badge, groups: badge.groups.map(({ name, competencies }) => [name, competencies.map((each) => each.name)]) },
    issuedOn,
    validUntil,
    origin,
    demo,
    signer,
    token === null,
    nameSize(name),
    letters.length,
  ])
  const template = templates.get(kind) ?? makeTemplate(specimen, options, nameSize(name), letters)
  templates.delete(kind)
  templates.set(kind, template)
  template.catch(() => templates.delete(kind))
  const [oldest] = templates.keys()
  if (templates.size > MOST_TEMPLATES && oldest !== undefined) templates.delete(oldest)
  return template
}

async function makeTemplate(specimen: Certificate, options: PaperOptions, size: number, letters: string): Promise<Template> {
  const [sans, bold, name, mono] = await Promise.all([shaperOf(SANS, 400), shaperOf(SANS, 700), shaperOf(SERIF, 700), shaperOf(MONO, 400)])
  const lines = linesOf(specimen)
  const places: Line[] = [
    { text: lines.number, align: 'centre', shape: sans, room: ROOM.line },
    { text: lines.name, align: 'centre', shape: name, room: ROOM.line },
    { text: lines.participant, align: 'centre', shape: sans, room: ROOM.line },
    ...lines.scores.map((text): Line => ({ text, align: 'right', shape: sans, room: ROOM.score })),
    ...lines.total.map((text): Line => ({ text, align: 'right', shape: bold, room: ROOM.score })),
    ...lines.codes.map((text): Line => ({ text, align: 'centre', shape: mono, room: ROOM.code })),
  ]
  const pdf = await renderPdf(<CertificatePaper certificate={specimen} options={options} template={{ nameSize: size, letters }} />)
  return templateOf(pdf, places)
}
