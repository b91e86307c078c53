import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { INK, LINE, MUTED, mm } from './pdf-base.server.tsx'

const styles = StyleSheet.create({
  title: { fontSize: 14, fontWeight: 700, lineHeight: 1.2, textAlign: 'center', textTransform: 'uppercase' },
  subtitle: { fontSize: 10.5, textAlign: 'center', marginTop: 2 },
  number: { textAlign: 'center', marginTop: 2 },
  facts: { marginTop: 10 },
  fact: { flexDirection: 'row', marginBottom: 2 },
  factName: { width: 104, color: MUTED },
  factValue: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  section: { fontSize: 11, fontWeight: 700, marginTop: 12, marginBottom: 4 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 2.5 },
  head: { borderBottomWidth: 1, borderBottomColor: INK, fontSize: 8, color: MUTED },
  foot: { borderTopWidth: 1, borderTopColor: INK, fontWeight: 700 },
  signers: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'space-between' },
  signer: { width: '46%', marginTop: 12 },
  signerAlone: { width: mm(78), marginTop: 24, marginLeft: 'auto' },
  signerPlace: { marginBottom: 2 },
  signerLine: { marginTop: 40, borderTopWidth: 0.7, borderTopColor: INK, paddingTop: 2, fontWeight: 700 },
})

/** The head of an official paper: what it is, about what, and its number. */
export function PaperTitle({ title, subtitle, number }: { readonly title: string; readonly subtitle: string; readonly number: string }) {
  return (
    <View>
      <Text style={styles.title}>{title}</Text>
      <Text style={styles.subtitle}>{subtitle}</Text>
      <Text style={styles.number}>{number}</Text>
    </View>
  )
}

export function PaperFacts({ facts }: { readonly facts: readonly (readonly [name: string, value: string])[] }) {
  return (
    <View style={styles.facts}>
      {facts.map(([name, value]) => (
        <View key={name} style={styles.fact}>
          <Text style={styles.factName}>{name}</Text>
          <Text style={styles.factValue}>{value}</Text>
        </View>
      ))}
    </View>
  )
}

/** A heading that never stands alone at the foot of a sheet. */
export function PaperSection({ title }: { readonly title: string }) {
  return (
    <Text style={styles.section} minPresenceAhead={60}>
      {title}
    </Text>
  )
}

export type PaperColumn<Row> = {
  readonly head: string
  /** In points; the one column without takes what is left. */
  readonly width?: number
  /** How many points are left at least for the column without a width, on the narrowest paper. */
  readonly room?: number
  readonly align?: 'left' | 'right'
  readonly value: (row: Row, place: number) => string
}

type PaperTableProps<Row> = {
  readonly columns: readonly PaperColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** A last line of sums, one text a column. */
  readonly sums?: readonly string[]
  /** How many rows stand together between two rules; a long list is laid out several times faster in groups. */
  readonly group?: number
  /** Stands below and never on a sheet without the last rows. */
  readonly closing?: ReactNode
}

/** Rows of text that flow over as many sheets as they need, each with the heads. */
export function PaperTable<Row>({ columns, rows, keyOf, sums, group = 1, closing = null }: PaperTableProps<Row>) {
  const looks = columns.map(({ width, align = 'left' }) => ({
    paddingRight: CELL_GAP,
    textAlign: align,
    ...(width === undefined ? { flexGrow: 1, flexShrink: 1, flexBasis: 0 } : { width }),
  }))
  const bands = bandsOf(
    rows.map((row, place) => ({ key: keyOf(row), cells: columns.map(({ value }) => value(row, place + 1)) })),
    columns.map(({ width, room = 0 }) => (width ?? room) - CELL_GAP),
    group,
  )
  return (
    <View>
      <View style={[styles.row, styles.head]} fixed>
        <Cells texts={columns.map(({ head }) => head)} looks={looks} />
      </View>
      {bands.map(({ key, texts }, at) => (
        <View key={key} wrap={false}>
          <View style={styles.row}>
            <Cells texts={texts} looks={looks} />
          </View>
          {at === bands.length - 1 ? closing : null}
        </View>
      ))}
      {sums === undefined ? null : (
        <View style={[styles.row, styles.foot]} wrap={false}>
          <Cells texts={columns.map((_column, at) => sums[at] ?? '')} looks={looks} />
        </View>
      )}
    </View>
  )
}

type Look = { readonly paddingRight: number; readonly textAlign: 'left' | 'right'; readonly width?: number }

function Cells({ texts, looks }: { readonly texts: readonly string[]; readonly looks: readonly Look[] }) {
  return texts.map((text, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a printed table stay where they are
    <Text key={at} style={looks[at] ?? {}}>
      {text}
    </Text>
  ))
}

const CELL_GAP = 6

/** At least the width of a text of a table in points: each letter counts as the widest of its kind in DejaVu Sans at 9.5 points. */
function widthAtMost(text: string): number {
  const ems = [...text].map((letter) => {
    if (/[ .,'*-]/.test(letter)) return 0.5
    if (/[a-ln-vx-z0-9]/.test(letter)) return 0.64
    return /[A-LN-VX-Z]/.test(letter) ? 0.79 : 1.1
  })
  return ems.reduce((sum, width) => sum + width, 0) * 9.5
}

/**
 * Rows whose cells fit one line each (`fits` is in points a column), joined to bands of at most `group`: one text of several lines a column. A row with a longer
 * cell stands alone and may wrap. Inside a band no line can wrap, so that what stands side by side belongs together.
 */
export function bandsOf(
  rows: readonly { readonly key: string; readonly cells: readonly string[] }[],
  fits: readonly number[],
  group: number,
): { readonly key: string; readonly texts: readonly string[] }[] {
  const bands: { readonly key: string; readonly lines: (readonly string[])[]; readonly joins: boolean }[] = []
  for (const { key, cells } of rows) {
    const joins = group > 1 && cells.every((cell, at) => widthAtMost(cell) <= (fits[at] ?? 0) && !/[\n\r]/.test(cell))
    const last = bands.at(-1)
    if (joins && last?.joins && last.lines.length < group) last.lines.push(cells)
    else bands.push({ key, lines: [cells], joins })
  }
  return bands.map(({ key, lines, joins }) => ({
    key,
    texts: fits.map((_fit, at) => lines.map((line) => (joins ? unwrappable(line[at] ?? '') : (line[at] ?? ''))).join('\n')),
  }))
}

function unwrappable(text: string): string {
  return text.replace(/\s/g, '\u00a0')
}

/** One signer at the right, as under a decree. */
export function SignatureBlock({ above, name }: { readonly above: readonly string[]; readonly name: string }) {
  return (
    <View style={styles.signerAlone} wrap={false}>
      {above.map((line) => (
        <Text key={line} style={styles.signerPlace}>
          {line}
        </Text>
      ))}
      <Text style={styles.signerLine}>{name}</Text>
    </View>
  )
}

/** Everybody who signs, two in a row. */
export function SignatureGrid({
  signers,
}: {
  readonly signers: readonly { readonly key: string; readonly role: string; readonly name: string }[]
}) {
  return (
    <View style={styles.signers}>
      {signers.map(({ key, role, name }, at) => (
        <View key={key} style={styles.signer} wrap={false}>
          <Text>
            {at + 1}. {role}
          </Text>
          <Text style={styles.signerLine}>{name}</Text>
        </View>
      ))}
    </View>
  )
}
