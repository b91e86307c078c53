import { StyleSheet, Text } from '@react-pdf/renderer'
import type { OverrideCode, PlenaryMember, Quorum } from '#app/domain/determination/plenary.ts'
import type { Seat } from '#app/domain/determination/seat.ts'
import { type CalendarDay, formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { plenaryWords, seatWords } from '#app/text/plenary.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle, SignatureGrid } from './paper-parts.server.tsx'
import { MUTED, type Paper, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'
const words = determinationPaperWords[LOCALE]
const { minutes } = words
const seats = seatWords[LOCALE]
const { codes } = plenaryWords[LOCALE]

export type MinutesVillage = {
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
  readonly quota: number
  readonly candidates: number
  readonly selected: number
  readonly reserve: number
  readonly overridden: number
}

export type MinutesOverride = {
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillageName: string
  readonly proposed: Seat
  readonly decided: Seat
  readonly code: OverrideCode
  readonly basis: string
}

export type PlenaryMinutes = {
  readonly period: { readonly name: string; readonly year: number }
  readonly sequence: number
  readonly heldOn: CalendarDay
  readonly place: string
  readonly selectionRunId: string
  readonly policyVersion: number
  readonly quorumPercent: number
  readonly quorum: Quorum
  readonly members: readonly PlenaryMember[]
  readonly villages: readonly MinutesVillage[]
  readonly overrides: readonly MinutesOverride[]
  readonly closedAt: Date
}

const styles = StyleSheet.create({ text: { marginTop: 8 }, small: { marginTop: 8, fontSize: 7.5, color: MUTED } })

const MEMBERS: readonly PaperColumn<PlenaryMember>[] = [
  { head: words.ordinal, width: 30, value: (_member, place) => String(place) },
  { head: words.name, value: ({ name }) => name },
  { head: minutes.role, width: 90, value: roleOf },
  { head: minutes.present, width: 90, value: ({ present }) => (present ? minutes.isPresent : minutes.isAbsent) },
]

const figure = (head: string, width: number, pick: (village: MinutesVillage) => number): PaperColumn<MinutesVillage> => ({
  head,
  width,
  align: 'right',
  value: (village) => words.count(pick(village)),
})
const FIGURES: readonly ((village: MinutesVillage) => number)[] = [
  ({ quota }) => quota,
  ({ candidates }) => candidates,
  ({ selected }) => selected,
  ({ reserve }) => reserve,
  notSelected,
  ({ overridden }) => overridden,
]
const HEADS = [minutes.quota, words.candidates, words.selected, words.reserve, words.notSelected, minutes.overridden]
const VILLAGES: readonly PaperColumn<MinutesVillage>[] = [
  { head: words.ordinal, width: 28, value: (_village, place) => String(place) },
  { head: words.kelurahan, value: ({ urbanVillageName }) => urbanVillageName },
  ...FIGURES.map((pick, at) => figure(HEADS[at] ?? '', 58, pick)),
]

const OVERRIDES: readonly PaperColumn<MinutesOverride>[] = [
  { head: words.ordinal, width: 24, value: (_override, place) => String(place) },
  { head: words.participantNumber, width: 72, value: ({ participantNumber }) => participantNumber },
  { head: words.name, width: 100, value: ({ name, urbanVillageName }) => `${name}\n${urbanVillageName}` },
  { head: minutes.proposed, width: 60, value: ({ proposed }) => seats[proposed] },
  { head: minutes.decided, width: 60, value: ({ decided }) => seats[decided] },
  { head: minutes.reason, value: ({ code, basis }) => `${codes[code]}: ${basis}` },
]

/** The minutes (Berita Acara) of a closed plenary: who sat, what was decided in each kelurahan, and every departure from the proposal. */
export function renderPlenaryMinutes(plenary: PlenaryMinutes, { paper, demo }: { paper: Paper; demo: boolean }): Promise<Uint8Array> {
  const { period, sequence, heldOn, place, members, villages, overrides } = plenary
  return renderPdf(
    <PrintedDocument title={minutes.footer(sequence, period.name)} at={plenary.closedAt} locale={LOCALE}>
      <PrintedPage paper={paper} demo={demo} locale={LOCALE} footer={minutes.footer(sequence, period.name)}>
        <PaperTitle
          title={minutes.title}
          subtitle={minutes.subtitle(sequence, period.name)}
          number={`${words.number} ${minutes.number(sequence, period.year)}`}
        />
        <Text style={styles.text}>{minutes.opening(weekdayOf(heldOn), formatDay(heldOn, LOCALE), place, sequence, period.name)}</Text>
        <PaperFacts facts={factsOf(plenary)} />
        <PaperSection title={minutes.membersTitle} />
        <PaperTable columns={MEMBERS} rows={members} keyOf={({ accountId }) => accountId} />
        <PaperSection title={minutes.figuresTitle} />
        <PaperTable
          columns={VILLAGES}
          rows={villages}
          keyOf={({ urbanVillageCode }) => urbanVillageCode}
          sums={['', words.total, ...FIGURES.map((pick) => words.count(villages.reduce((sum, village) => sum + pick(village), 0)))]}
        />
        <PaperSection title={minutes.overridesTitle} />
        {overrides.length === 0 ? (
          <Text>{minutes.noOverrides}</Text>
        ) : (
          <PaperTable columns={OVERRIDES} rows={overrides} keyOf={({ participantNumber }) => participantNumber} />
        )}
        <Text style={styles.text}>{minutes.closing}</Text>
        <PaperSection title={minutes.signatures} />
        <SignatureGrid
          signers={members
            .filter(({ present }) => present)
            .map((member) => ({ key: member.accountId, role: roleOf(member), name: member.name }))}
        />
        <Text style={styles.small}>{words.unsigned}</Text>
      </PrintedPage>
    </PrintedDocument>,
  )
}

function roleOf({ chair }: PlenaryMember): string {
  return chair ? minutes.chairRole : minutes.memberRole
}

function notSelected({ candidates, selected, reserve }: MinutesVillage): number {
  return candidates - selected - reserve
}

function weekdayOf(day: CalendarDay): string {
  return words.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
}

function factsOf({
  heldOn,
  place,
  members,
  quorum,
  quorumPercent,
  selectionRunId,
  policyVersion,
  closedAt,
}: PlenaryMinutes): [string, string][] {
  return [
    [minutes.day, `${weekdayOf(heldOn)}, ${formatDay(heldOn, LOCALE)}`],
    [minutes.place, place],
    [minutes.chair, members.find(({ chair }) => chair)?.name ?? ''],
    [minutes.presence, minutes.presentOf(quorum.present, quorum.members)],
    [minutes.quorum, minutes.quorumText(quorum.needed, quorumPercent, quorum.reached)],
    [minutes.basis, minutes.basisText(selectionRunId.slice(0, 8), policyVersion)],
    [minutes.closed, formatMoment(closedAt, LOCALE)],
  ]
}
