import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { reasonFigures, scoreText } from '#app/domain/selection/reason-figures.ts'
import type { SelectionOutcome, VillageSelection } from '#app/domain/selection/selection-outcome.ts'
import type { SelectionRun } from '#app/domain/selection/selection-run.ts'
import type { Standing } from '#app/domain/selection/withdrawal.ts'
import { formatDate, type Locale } from '#app/domain/shared/calendar.ts'
import { formatFraction } from '#app/domain/shared/points.ts'
import { commonWords } from '#app/text/common.ts'
import { selectionWords } from '#app/text/selection.ts'
import { selectionPaperWords } from '#app/text/selection-paper.ts'
import { selectionReasonWords } from '#app/text/selection-reasons.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle, SignatureBlock } from './paper-parts.server.tsx'
import { MUTED, type Paper, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'
import { sheet, type WorkbookColumn, workbook } from './workbook.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'

export type ListedPerson = {
  readonly outcome: SelectionOutcome
  readonly standing: Standing
  readonly name: string
  readonly posyandu: string
}
export type ListedVillage = {
  readonly figures: VillageSelection
  readonly place: Pick<UrbanVillage, 'code' | 'name' | 'districtName'>
  readonly people: readonly ListedPerson[]
}
export type SelectionList = {
  readonly run: SelectionRun
  readonly periodName: string
  readonly villages: readonly ListedVillage[]
  readonly at: Date
}

const styles = StyleSheet.create({
  small: { marginTop: 8, fontSize: 7.5, color: MUTED },
})

const words = selectionWords[LOCALE]
const printed = selectionPaperWords[LOCALE]

const PEOPLE: readonly PaperColumn<ListedPerson>[] = [
  { head: printed.ordinal, width: 28, value: (_person, place) => String(place) },
  { head: words.participant, width: 92, value: ({ outcome }) => outcome.participantNumber },
  { head: words.name, value: ({ name }) => name },
  { head: words.rank, width: 52, align: 'right', value: ({ outcome }) => (outcome.rank === null ? '–' : String(outcome.rank)) },
  { head: words.score, width: 48, align: 'right', value: ({ outcome }) => shownScore(outcome, LOCALE) },
  { head: words.outcome, width: 96, value: (person) => outcomeText(person, LOCALE) },
]

const VILLAGES: readonly PaperColumn<ListedVillage>[] = [
  { head: printed.ordinal, width: 28, value: (_village, place) => String(place) },
  { head: words.village, value: ({ place }) => place.name },
  { head: words.figures.candidates, width: 64, align: 'right', value: ({ figures }) => String(figures.candidates) },
  { head: words.figures.ranked, width: 70, align: 'right', value: ({ figures }) => String(figures.ranked) },
  { head: words.figures.seats, width: 50, align: 'right', value: ({ figures }) => String(figures.quota) },
  { head: words.figures.selected, width: 62, align: 'right', value: ({ people }) => String(standing(people, 'selected')) },
  { head: words.figures.reserve, width: 62, align: 'right', value: ({ people }) => String(standing(people, 'reserve')) },
]

function standing(people: readonly ListedPerson[], wanted: Standing): number {
  return people.filter((person) => person.standing === wanted).length
}

function shownScore({ score }: SelectionOutcome, locale: Locale): string {
  return score === null ? '–' : scoreText(fractionOf(score), locale)
}

/** `Cadangan 2`, `Terpilih (Kesehatan)`. */
function outcomeText({ outcome, standing: stands }: ListedPerson, locale: Locale): string {
  const word = selectionWords[locale].standings[stands]
  if (stands === 'reserve' && outcome.explanation.reservePlace !== null) return `${word} ${outcome.explanation.reservePlace}`
  return stands === 'selected' && outcome.field !== null ? `${word} (${commonWords[locale].fields[outcome.field]})` : word
}

type Print = { readonly paper: Paper; readonly demo: boolean; readonly number: string }

/**
 * The list on paper: one kelurahan with everybody in it, or the recap of a city. A city's thousands of lines on one paper would
 * keep a processor busy for half a minute, so its people are in the spreadsheet and on the papers of their kelurahan.
 */
export function renderSelectionList({ run, periodName, villages, at }: SelectionList, { paper, demo, number }: Print): Promise<Uint8Array> {
  const sheetOf = { paper, demo, locale: LOCALE, footer: printed.footer(run.number, run.resultHash.slice(0, 16)) } as const
  const state = `${words.states[run.state]}. ${printed.proposal}`
  const signing = <SignatureBlock above={[printed.place(formatDate(at, LOCALE)), printed.office]} name=" " />
  const sum = (of: (village: ListedVillage) => number) => String(villages.reduce((total, each) => total + of(each), 0))
  return renderPdf(
    <PrintedDocument title={printed.title} subject={periodName} at={at} locale={LOCALE}>
      {villages.length > 1 ? (
        <PrintedPage {...sheetOf}>
          <PaperTitle title={printed.title} subtitle={periodName} number={printed.number(number)} />
          <PaperFacts facts={[[printed.state, state]]} />
          <PaperSection title={printed.city} />
          <PaperTable
            columns={VILLAGES}
            rows={villages}
            keyOf={({ place }) => place.code}
            sums={[
              '',
              printed.sum,
              sum(({ figures }) => figures.candidates),
              sum(({ figures }) => figures.ranked),
              sum(({ figures }) => figures.quota),
              sum(({ people }) => standing(people, 'selected')),
              sum(({ people }) => standing(people, 'reserve')),
            ]}
          />
          <Text style={styles.small}>
            {words.inputsHash} {run.inputsHash}
          </Text>
          {signing}
        </PrintedPage>
      ) : null}
      {(villages.length > 1 ? [] : villages).map(({ place, figures, people }) => (
        <PrintedPage key={place.code} {...sheetOf}>
          <PaperTitle title={printed.title} subtitle={printed.village(place.name, place.districtName)} number={printed.number(number)} />
          <PaperFacts
            facts={[
              [words.period, periodName],
              [printed.state, state],
              [printed.quota, `${figures.quota}. ${printed.counts(standing(people, 'selected'), standing(people, 'reserve'))}`],
            ]}
          />
          <View style={{ marginTop: 8 }}>
            <PaperTable columns={PEOPLE} rows={people} keyOf={({ outcome }) => outcome.participantNumber} group={12} />
          </View>
          {signing}
        </PrintedPage>
      ))}
    </PrintedDocument>,
  )
}

/** The list as an Excel file: the city's recap, then one sheet per kelurahan with every figure that its page shows. */
export function selectionWorkbook({ run, periodName, villages, at }: SelectionList, locale: Locale): Promise<Uint8Array> {
  const all = selectionWords[locale]
  const paper = selectionPaperWords[locale]
  const { reason } = selectionReasonWords[locale]
  const notes = [
    paper.title,
    `${periodName} · ${all.run(run.number)} · ${all.states[run.state]}`,
    paper.sheetNote,
    `${all.inputsHash} ${run.inputsHash}`,
    `${all.resultHash} ${run.resultHash}`,
  ]
  const columns: WorkbookColumn<ListedPerson>[] = [
    { head: all.rank, kind: 'whole', value: ({ outcome }) => outcome.rank },
    { head: all.participant, kind: 'text', value: ({ outcome }) => outcome.participantNumber },
    { head: all.name, kind: 'text', width: 34, value: ({ name }) => name },
    { head: all.posyandu, kind: 'text', width: 20, value: ({ posyandu }) => posyandu },
    { head: all.score, kind: 'score', value: ({ outcome }) => (outcome.score === null ? null : displayed(outcome.score)) },
    { head: all.outcome, kind: 'text', width: 20, value: (person) => outcomeText(person, locale) },
    { head: all.why, kind: 'text', width: 90, value: ({ outcome }) => reason(reasonFigures(outcome, locale)) },
  ]
  return workbook(
    [
      sheet({
        name: paper.recap,
        notes,
        rows: villages,
        sums: paper.sum,
        columns: [
          { head: all.district, kind: 'text', value: ({ place }) => place.districtName },
          { head: all.village, kind: 'text', value: ({ place }) => place.name },
          { head: all.figures.candidates, kind: 'whole', value: ({ figures }) => figures.candidates },
          { head: all.figures.ranked, kind: 'whole', value: ({ figures }) => figures.ranked },
          { head: all.figures.seats, kind: 'whole', value: ({ figures }) => figures.quota },
          { head: all.basis, kind: 'text', value: ({ figures }) => all.bases[figures.basis] },
          { head: all.figures.selected, kind: 'whole', value: ({ people }) => standing(people, 'selected') },
          { head: all.figures.reserve, kind: 'whole', value: ({ people }) => standing(people, 'reserve') },
          {
            head: all.lastScore,
            kind: 'score',
            value: ({ figures }) => (figures.lastSelectedScore === null ? null : displayed(figures.lastSelectedScore)),
          },
        ],
      }),
      ...villages.map((village) =>
        sheet({
          name: village.place.name,
          notes: [...notes.slice(0, 3), paper.village(village.place.name, village.place.districtName)],
          rows: village.people,
          columns,
        }),
      ),
    ],
    { at },
  )
}

/** The two places that the page shows, so that every figure is found again. */
function displayed(score: NonNullable<SelectionOutcome['score']>): number {
  return Number(formatFraction(fractionOf(score), 2, '.'))
}
