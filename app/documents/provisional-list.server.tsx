import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { PublicVillage, SeatedLine } from '#app/domain/determination/village-list.ts'
import { dayInWib, formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle } from './paper-parts.server.tsx'
import { BAD, MUTED, type Paper, PrintedDocument, PrintedPage, paperSize, renderPdf, WordAcross } from './pdf-base.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'

export type ProvisionalList = {
  readonly number: string
  readonly periodName: string
  readonly preparedAt: Date
  /** Null while nobody has published it: such a paper says that it is a draft. */
  readonly publication: { readonly at: Date; readonly closesAt: Date } | null
  readonly villages: readonly PublicVillage[]
  readonly contentHash: string
}

const styles = StyleSheet.create({
  text: { marginTop: 8 },
  small: { marginTop: 8, fontSize: 7.5, color: MUTED },
  nobody: { marginTop: 4, color: MUTED },
})

const words = determinationPaperWords[LOCALE]

export function outcomeWord({ seat, reserveRank }: Pick<SeatedLine, 'seat' | 'reserveRank'>): string {
  return seat === 'reserve' && reserveRank !== null ? words.reserveOf(reserveRank) : words.selected
}

/** What A4 leaves for the name beside the other columns of a list of people, in points. */
export const ROOM = 250

const LINES: readonly PaperColumn<SeatedLine>[] = [
  { head: words.ordinal, width: 30, value: (_line, place) => String(place) },
  { head: words.participantNumber, width: 110, value: ({ participantNumber }) => participantNumber },
  { head: words.provisional.maskedName, room: ROOM, value: ({ name }) => name },
  { head: words.outcome, width: 100, value: outcomeWord },
]

const VILLAGES: readonly PaperColumn<PublicVillage>[] = [
  { head: words.ordinal, width: 30, value: (_village, place) => String(place) },
  { head: words.kelurahan, value: ({ name }) => name },
  { head: words.selected, width: 80, align: 'right', value: ({ selected }) => words.count(selected) },
  { head: words.reserve, width: 80, align: 'right', value: ({ reserve }) => words.count(reserve) },
]

/** Which sheets are printed: the summary alone, one kelurahan by its code, or all of them behind the summary. */
export type ProvisionalPart =
  | { readonly kind: 'summary' }
  | { readonly kind: 'village'; readonly code: string }
  | { readonly kind: 'whole' }

type Print = { readonly paper: Paper; readonly demo: boolean; readonly part: ProvisionalPart }

/** The provisional list for the wall: a summary, then each kelurahan on sheets of its own. */
export function renderProvisionalList(list: ProvisionalList, { paper, demo, part }: Print): Promise<Uint8Array> {
  const { number, periodName, publication, villages, contentHash } = list
  const shown = part.kind === 'whole' ? villages : villages.filter(({ code }) => part.kind === 'village' && part.code === code)
  const sum = (figure: 'selected' | 'reserve') => words.count(villages.reduce((total, village) => total + village[figure], 0))
  const sheet = { paper, demo, locale: LOCALE, footer: words.provisional.footer(number) } as const
  const title = <PaperTitle title={words.provisional.title} subtitle={words.provisional.subtitle(periodName)} number={numberLine(number)} />
  const draft = publication === null ? <DraftWord paper={paper} /> : null
  return renderPdf(
    <PrintedDocument title={`${words.provisional.title} ${number}`} at={publication?.at ?? list.preparedAt} locale={LOCALE}>
      {part.kind === 'village' ? null : (
        <PrintedPage {...sheet}>
          {draft}
          {title}
          <PaperFacts facts={factsOf(list)} />
          <Text style={styles.text}>{words.provisional.lead}</Text>
          <Text style={styles.text}>{words.provisional.appeal}</Text>
          <PaperSection title={words.annex.recapTitle} />
          <PaperTable
            columns={VILLAGES}
            rows={villages}
            keyOf={({ code }) => code}
            sums={['', words.total, sum('selected'), sum('reserve')]}
          />
          <Text style={styles.small}>{words.contentHash(contentHash)}</Text>
          <Text style={styles.small}>{words.unsigned}</Text>
        </PrintedPage>
      )}
      {shown.map((village) => (
        <PrintedPage key={village.code} {...sheet}>
          {draft}
          {title}
          <PaperFacts
            facts={[[words.kelurahan, village.name], [words.outcome, words.figures(village.selected, village.reserve)], windowFact(list)]}
          />
          <View style={styles.text}>
            {village.listed.length === 0 ? (
              <Text style={styles.nobody}>{words.nobody}</Text>
            ) : (
              <PaperTable columns={LINES} rows={village.listed} keyOf={({ participantNumber }) => participantNumber} group={5} />
            )}
          </View>
        </PrintedPage>
      ))}
    </PrintedDocument>,
  )
}

/** Across every sheet of a paper on which not everybody has signed off. */
export function DraftWord({ paper }: { readonly paper: Paper }) {
  return <WordAcross word={words.draft} size={paperSize(paper, 'portrait')} colour={BAD} opacity={0.12} />
}

function numberLine(number: string): string {
  return `${words.number} ${number}`
}

function factsOf(list: ProvisionalList): [string, string][] {
  return [
    [words.period, list.periodName],
    [words.provisional.published, list.publication === null ? words.provisional.notPublished : formatDate(list.publication.at, LOCALE)],
    windowFact(list),
  ]
}

function windowFact({ publication }: ProvisionalList): [string, string] {
  if (publication === null) return [words.provisional.window, words.provisional.notPublished]
  const lastDay = dayInWib(new Date(publication.closesAt.getTime() - 1))
  return [words.provisional.window, words.provisional.windowText(formatDate(publication.at, LOCALE), formatDay(lastDay, LOCALE))]
}
