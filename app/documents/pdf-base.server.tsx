import { createRequire } from 'node:module'
import { Document, Font, Page, Path, renderToBuffer, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { encode } from 'uqr'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { printWords } from '#app/text/print.ts'

/** The colours of the screen, for paper. */
export const INK = '#0f172a'
export const MUTED = '#475569'
export const LINE = '#cbd5e1'
export const ACCENT = '#0f766e'
export const ACCENT_STRONG = '#115e59'
export const GOOD = '#15803d'
export const BAD = '#b91c1c'

const POINTS_PER_MM = 72 / 25.4
/** A length in millimetres as points. */
export const mm = (millimetres: number) => millimetres * POINTS_PER_MM

/** A4 and the F4 of Indonesian offices (215 x 330 mm), upright, in points. */
export const PAPER: Record<Paper, { width: number; height: number }> = {
  A4: { width: 595.28, height: 841.89 },
  F4: { width: mm(215), height: mm(330) },
}
export type Paper = 'A4' | 'F4'

export const SANS = 'Tera Sans'
const CONDENSED = 'Tera Condensed'
export const SERIF = 'Tera Serif'
export const MONO = 'Tera Mono'

// Every face comes from a package of whole TrueType files, so that what is printed is embedded. The renderer falls back
// to a family it calls Helvetica for a character that no named font has; here that family is embedded too.
const FACES = {
  [SANS]: ['DejaVuSans', 'DejaVuSans-Bold'],
  [CONDENSED]: ['DejaVuSansCondensed', 'DejaVuSansCondensed-Bold'],
  [SERIF]: ['DejaVuSerif', 'DejaVuSerif-Bold'],
  [MONO]: ['DejaVuSansMono', 'DejaVuSansMono-Bold'],
  Helvetica: ['DejaVuSans', 'DejaVuSans-Bold'],
} satisfies Record<string, [string, string]>

let fonts: Promise<void> | null = null

async function prepareFonts(): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const file = (name: string) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)
  Font.clear()
  for (const [family, [normal, bold]] of Object.entries(FACES)) {
    Font.register({
      family,
      fonts: [
        { src: file(normal), fontWeight: 400 },
        { src: file(bold), fontWeight: 700 },
      ],
    })
  }
  Font.registerHyphenationCallback(unbroken)
  // The renderer loads the families that styles name; the one it falls back to by itself must be there already.
  for (const fontWeight of [400, 700]) await Font.load({ fontFamily: 'Helvetica', fontWeight })
}

/** Words stay whole; only what is longer than a line could ever hold is cut, so that it cannot run off the paper. */
function unbroken(word: string | null): string[] {
  return word === null ? [] : (word.match(/.{1,48}/gsu) ?? [word])
}

/** The glyphs of a line as the renderer sets them; figures are in the font's units. */
export type Shaped = {
  readonly unitsPerEm: number
  readonly glyphs: readonly { readonly codePoints: readonly number[]; readonly advanceWidth: number }[]
  readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[]
}
export type Shaper = (text: string) => Shaped

/** What sets lines in this face, with ligatures and kerning. */
export async function shaperOf(fontFamily: string, fontWeight: 400 | 700): Promise<Shaper> {
  fonts ??= prepareFonts()
  await fonts
  await Font.load({ fontFamily, fontWeight })
  const { data } = Font.getFont({ fontFamily, fontWeight })
  if (data === null) throw new Error(`the font ${fontFamily} is not loaded`)
  return (text) => {
    const { glyphs, positions } = data.layout(text, undefined, undefined, undefined, 'ltr')
    return { unitsPerEm: data.unitsPerEm, glyphs, positions }
  }
}

/** The finished file. Equal elements give equal bytes, because dates and identities come from the document's own `at`. */
export async function renderPdf(document: ReactElement<ComponentProps<typeof Document>>): Promise<Uint8Array> {
  fonts ??= prepareFonts()
  await fonts
  return new Uint8Array(await renderToBuffer(document))
}

type PrintedDocumentProps = {
  readonly title: string
  readonly subject?: string
  /** The moment that the file names as its making: the act's, never the clock's. */
  readonly at: Date
  readonly locale: Locale
  readonly children: ReactNode
}

export function PrintedDocument({ title, subject, at, locale, children }: PrintedDocumentProps) {
  const words = printWords[locale]
  return (
    <Document
      title={title}
      subject={subject ?? title}
      author={words.officeShort}
      creator={words.product}
      producer={words.product}
      language={locale}
      creationDate={at}
      modificationDate={at}
    >
      {children}
    </Document>
  )
}

const styles = StyleSheet.create({
  page: {
    fontFamily: SANS,
    fontSize: 9.5,
    lineHeight: 1.4,
    color: INK,
    paddingTop: mm(15),
    paddingHorizontal: mm(18),
    paddingBottom: mm(20),
  },
  letterhead: {
    flexDirection: 'row',
    alignItems: 'center',
    borderBottomWidth: 1.2,
    borderBottomColor: ACCENT,
    paddingBottom: 8,
    marginBottom: 14,
  },
  footer: {
    position: 'absolute',
    left: mm(18),
    right: mm(18),
    bottom: mm(9),
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 7.5,
    color: MUTED,
  },
  // The renderer multiplies a drawn text's line height by its size at every sheet until the text is off the paper
  // (github.com/diegomura/react-pdf/issues/3452). Zero stays zero, and stands for the font's own height.
  pageNumber: { lineHeight: 0 },
  watermark: { position: 'absolute', left: 0, right: 0, top: 0, bottom: 0, alignItems: 'center', justifyContent: 'center' },
})

type PrintedPageProps = {
  readonly paper: Paper
  readonly locale: Locale
  readonly orientation?: 'portrait' | 'landscape'
  /** Prints the word for specimens across the page. */
  readonly demo: boolean
  readonly letterhead?: boolean
  /** Stands left in the footer: the document's number or name. */
  readonly footer: string
  readonly children: ReactNode
}

/** A page of an office paper: letterhead, content, footer with page numbers. It flows over as many sheets as it needs. */
export function PrintedPage({ paper, locale, orientation = 'portrait', demo, letterhead = true, footer, children }: PrintedPageProps) {
  const size = paperSize(paper, orientation)
  return (
    <Page size={size} style={styles.page}>
      {demo ? <Watermark locale={locale} size={size} /> : null}
      {letterhead ? <Letterhead locale={locale} /> : null}
      {children}
      <PageFooter locale={locale} left={footer} />
    </Page>
  )
}

/** Width and height in points for the way the paper lies. */
export function paperSize(paper: Paper, orientation: 'portrait' | 'landscape'): [number, number] {
  const { width, height } = PAPER[paper]
  return orientation === 'portrait' ? [width, height] : [height, width]
}

export function Letterhead({ locale }: { readonly locale: Locale }) {
  return (
    <View style={styles.letterhead} fixed>
      <OfficeHead locale={locale} look={LETTERHEAD} />
    </View>
  )
}

type Style = NonNullable<ComponentProps<typeof View>['style']>
export type HeadLook = {
  /** Width of the mark in points. */
  readonly mark: number
  readonly names: Style
  readonly government: Style
  readonly office: Style
  readonly programme: Style
}

const LETTERHEAD: HeadLook = {
  mark: 34,
  names: { marginLeft: 10, flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  government: { fontSize: 9, color: MUTED },
  office: { fontSize: 10.5, fontWeight: 700, lineHeight: 1.3 },
  programme: { fontSize: 8.5, color: MUTED, textAlign: 'right', marginLeft: 10 },
}

/** Whose paper it is: mark, office, programme, side by side in a row. */
export function OfficeHead({ locale, look }: { readonly locale: Locale; readonly look: HeadLook }) {
  const words = printWords[locale]
  return (
    <>
      <TeraMark size={look.mark} />
      <View style={look.names}>
        <Text style={look.government}>{words.government}</Text>
        <Text style={look.office}>{words.office}</Text>
      </View>
      <View style={look.programme}>
        <Text>{words.programme}</Text>
        <Text>
          {words.product} · {words.tagline}
        </Text>
      </View>
    </>
  )
}

export function PageFooter({ locale, left }: { readonly locale: Locale; readonly left: string }) {
  const words = printWords[locale]
  return (
    <View style={styles.footer} fixed>
      <Text>{left}</Text>
      <Text style={styles.pageNumber} render={({ pageNumber, totalPages }) => words.page(pageNumber, totalPages)} />
    </View>
  )
}

/** The word for specimens, on every sheet. */
export function Watermark({ locale, size }: { readonly locale: Locale; readonly size: [number, number] }) {
  return <WordAcross word={printWords[locale].demo} size={size} />
}

type WordAcrossProps = { readonly word: string; readonly size: [number, number]; readonly colour?: string; readonly opacity?: number }

/** A word, large and pale, from the lower left to the upper right of a page of this size. */
export function WordAcross({ word, size: [width, height], colour = ACCENT, opacity = 0.07 }: WordAcrossProps) {
  const angle = (Math.atan2(height, width) * 180) / Math.PI
  const fontSize = Math.min(width, height) / Math.max(4.6, word.length * 0.7)
  return (
    <View style={styles.watermark} fixed>
      <Text
        style={{ fontSize, lineHeight: 1, fontWeight: 700, letterSpacing: 8, color: colour, opacity, transform: `rotate(${-angle}deg)` }}
      >
        {word}
      </Text>
    </View>
  )
}

/** Tera's own mark: a stamp on a weight. */
export function TeraMark({
  size,
  colour = ACCENT,
  tick = '#ffffff',
}: {
  readonly size: number
  readonly colour?: string
  readonly tick?: string
}) {
  return (
    <Svg width={size} height={size} style={{ flexShrink: 0 }} viewBox="0 0 32 32">
      <Path
        d="M12 5a4 4 0 0 1 8 0c0 1.6-.9 2.8-2 3.5V11h4.5c1.4 0 2.6.9 2.9 2.3L28 26.5c.4 1.9-1 3.5-2.9 3.5H6.9C5 30 3.6 28.4 4 26.5l2.6-13.2C6.9 11.9 8.1 11 9.5 11H14V8.5C12.9 7.8 12 6.6 12 5Z"
        fill={colour}
      />
      <Path d="m10.5 20.5 4 4 7.5-8" fill="none" stroke={tick} strokeWidth={2.8} strokeLinecap="round" strokeLinejoin="round" />
    </Svg>
  )
}

type QrCodeProps = { readonly text: string /** The side with its quiet zone, in points. */; readonly size: number; readonly mask?: number }

/** A QR code as one vector path with the quiet zone of four modules that readers ask for (ISO/IEC 18004). */
export function QrCode({ text, size, mask }: QrCodeProps) {
  const { size: modules, runs } = qrModules(text, mask)
  return (
    <Svg width={size} height={size} style={{ flexShrink: 0 }} viewBox={`0 0 ${modules} ${modules}`}>
      <Path d={`M0 0h${modules}v${modules}h-${modules}z`} fill="#ffffff" />
      <Path d={runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`).join('')} fill="#000000" />
    </Svg>
  )
}

type DarkRun = { readonly x: number; readonly y: number; readonly length: number }
export type QrModules = { readonly size: number; readonly runs: readonly DarkRun[] }

/**
 * The dark modules of a QR code, one rectangle for each run in a row: fewer pieces, and no hairlines between neighbours.
 * `size` is the side with its quiet zone, in modules. Of the eight masks the one with the best pattern is sought, unless one
 * is named: for a text that is random itself all are alike, and trying all takes most of the time.
 */
export function qrModules(text: string, mask = -1): QrModules {
  const { data, size } = encode(text, { ecc: 'M', border: 4, maskPattern: mask })
  return { size, runs: data.flatMap(darkRuns) }
}

function darkRuns(row: readonly boolean[], y: number): DarkRun[] {
  const runs: DarkRun[] = []
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue
    const from = x
    while (row[x + 1]) x += 1
    runs.push({ x: from, y, length: x + 1 - from })
  }
  return runs
}
