import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { DeterminationContent } from '#app/domain/determination/determination.ts'
import { citySums, type SeatedLine, type VillageList, villageLists } from '#app/domain/determination/village-list.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { printWords } from '#app/text/print.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle, SignatureBlock } from './paper-parts.server.tsx'
import { MUTED, type Paper, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'
import { DraftWord, outcomeWord, ROOM } from './provisional-list.server.tsx'
import { type Sheet, sheet, workbook } from './workbook.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'
const words = determinationPaperWords[LOCALE]

export type DecreeAnnex = {
  readonly content: DeterminationContent
  readonly contentHash: string
  /** When the second person approved it; null prints a draft. */
  readonly approvedAt: Date | null
  readonly preparedAt: Date
}

const styles = StyleSheet.create({
  text: { marginTop: 8 },
  small: { marginTop: 8, fontSize: 7.5, color: MUTED },
})

const LINES: readonly PaperColumn<SeatedLine>[] = [
  { head: words.ordinal, width: 30, value: (_line, place) => String(place) },
  { head: words.participantNumber, width: 100, value: ({ participantNumber }) => participantNumber },
  { head: words.annex.fullName, room: ROOM, value: ({ name }) => name },
  { head: words.outcome, width: 100, value: outcomeWord },
]

const VILLAGES: readonly PaperColumn<VillageList>[] = [
  { head: words.ordinal, width: 30, value: (_village, place) => String(place) },
  { head: words.kelurahan, value: ({ name }) => name },
  { head: words.candidates, width: 70, align: 'right', value: ({ candidates }) => words.count(candidates) },
  { head: words.selected, width: 70, align: 'right', value: ({ selected }) => words.count(selected) },
  { head: words.reserve, width: 70, align: 'right', value: ({ reserve }) => words.count(reserve) },
  { head: words.notSelected, width: 90, align: 'right', value: ({ notSelected }) => words.count(notSelected) },
]

/** The annex of the decree: figures of the whole city, then who has a seat or waits for one, each kelurahan on sheets of its own. */
export function renderDecreeAnnex(annex: DecreeAnnex, { paper, demo }: { paper: Paper; demo: boolean }): Promise<Uint8Array> {
  const { content, contentHash, approvedAt } = annex
  const villages = villageLists(content.outcomes)
  const sums = citySums(villages)
  const sheetOf = { paper, demo, locale: LOCALE, footer: words.annex.footer(content.decreeNumber) } as const
  const signerAt = (village: number) => (village === villages.length - 1 ? <Signer content={content} /> : null)
  const draft = approvedAt === null ? <DraftWord paper={paper} /> : null
  return renderPdf(
    <PrintedDocument title={`${words.annex.title} ${content.decreeNumber}`} at={approvedAt ?? annex.preparedAt} locale={LOCALE}>
      <PrintedPage {...sheetOf}>
        {draft}
        <AnnexHead content={content} />
        <Text style={styles.text}>
          {approvedAt === null ? `${words.annex.notApproved} ` : ''}
          {words.annex.basis(content.plenary.sequence, formatDay(content.plenary.heldOn, LOCALE), content.policyVersion)}
        </Text>
        <PaperSection title={words.annex.recapTitle} />
        <PaperTable
          columns={VILLAGES}
          rows={villages}
          keyOf={({ code }) => code}
          sums={['', words.total, ...[sums.candidates, sums.selected, sums.reserve, sums.notSelected].map(words.count)]}
        />
        <Text style={styles.small}>{words.contentHash(contentHash)}</Text>
      </PrintedPage>
      {villages.map((village, at) => (
        <PrintedPage key={village.code} {...sheetOf}>
          {draft}
          <AnnexHead content={content} />
          <PaperFacts
            facts={[
              [words.kelurahan, village.name],
              [words.outcome, words.figures(village.selected, village.reserve)],
            ]}
          />
          <View style={styles.text}>
            {village.listed.length === 0 ? (
              <>
                <Text>{words.nobody}</Text>
                {signerAt(at)}
              </>
            ) : (
              <PaperTable
                columns={LINES}
                rows={village.listed}
                keyOf={({ participantNumber }) => participantNumber}
                group={5}
                closing={signerAt(at)}
              />
            )}
          </View>
        </PrintedPage>
      ))}
    </PrintedDocument>,
  )
}

function AnnexHead({ content }: { readonly content: DeterminationContent }) {
  return (
    <PaperTitle
      title={words.annex.title}
      subtitle={words.annex.about(content.period.name)}
      number={`${words.annex.decree(content.decreeNumber)} · ${words.annex.day(formatDay(content.decreeDay, LOCALE))}`}
    />
  )
}

function Signer({ content: { signer } }: { readonly content: DeterminationContent }) {
  return (
    <View wrap={false}>
      <SignatureBlock above={[signer.office]} name={signer.name} />
      <Text style={styles.small}>{words.unsigned}</Text>
    </View>
  )
}

type WorkbookLine = SeatedLine & { readonly place: number }

/** The same annex as Excel: the city's recap first, then one sheet per kelurahan by the order of its code. */
export function decreeAnnexWorkbook(annex: DecreeAnnex, { demo }: { demo: boolean }): Promise<Uint8Array> {
  const { content, contentHash, approvedAt, preparedAt } = annex
  const villages = villageLists(content.outcomes)
  const notes = [
    `${words.annex.title} ${words.annex.decree(content.decreeNumber)} · ${words.annex.day(formatDay(content.decreeDay, LOCALE))}`,
    words.annex.about(content.period.name),
    words.annex.basis(content.plenary.sequence, formatDay(content.plenary.heldOn, LOCALE), content.policyVersion),
    words.contentHash(contentHash),
    ...(approvedAt === null ? [words.annex.notApproved] : []),
    ...(demo ? [printWords[LOCALE].demoNote] : []),
  ]
  return workbook([recapSheet(villages, notes), ...villages.map((village) => villageSheet(village, notes))], {
    at: approvedAt ?? preparedAt,
  })
}

function recapSheet(villages: readonly VillageList[], notes: readonly string[]): Sheet {
  return sheet({
    name: words.annex.recapSheet,
    notes,
    rows: [...villages, { code: '', name: words.total, ...citySums(villages) }],
    columns: [
      { head: words.code, kind: 'text', value: ({ code }) => code },
      { head: words.kelurahan, kind: 'text', width: 24, value: ({ name }) => name },
      { head: words.candidates, kind: 'whole', value: ({ candidates }) => candidates },
      { head: words.selected, kind: 'whole', value: ({ selected }) => selected },
      { head: words.reserve, kind: 'whole', value: ({ reserve }) => reserve },
      { head: words.notSelected, kind: 'whole', value: ({ notSelected }) => notSelected },
    ],
  })
}

function villageSheet(village: VillageList, notes: readonly string[]): Sheet {
  return sheet<WorkbookLine>({
    name: village.name,
    notes: [...notes, `${words.village(village.name)}: ${words.figures(village.selected, village.reserve)}`],
    rows: village.listed.map((line, at) => ({ ...line, place: at + 1 })),
    columns: [
      { head: words.ordinal, kind: 'whole', value: ({ place }) => place },
      { head: words.participantNumber, kind: 'text', value: ({ participantNumber }) => participantNumber },
      { head: words.annex.fullName, kind: 'text', width: 34, value: ({ name }) => name },
      { head: words.kelurahan, kind: 'text', width: 22, value: () => village.name },
      { head: words.outcome, kind: 'text', value: ({ seat }) => (seat === 'selected' ? words.selected : words.reserve) },
      { head: words.annex.reserveRank, kind: 'whole', value: ({ reserveRank }) => reserveRank },
    ],
  })
}
