import { StyleSheet, Text } from '@react-pdf/renderer'
import type { AccommodationLine } from '#app/domain/delivery/accommodation.ts'
import { paperStage } from '#app/domain/delivery/paper-mode.ts'
import type { IncidentKind } from '#app/domain/proctoring/incident.ts'
import type { ActReason, ActScope, RoomAct } from '#app/domain/proctoring/room-act.ts'
import { isWithoutLate, type LateFigures, type SessionFigures } from '#app/domain/proctoring/session-figures.ts'
import { dayInWib, formatDate, formatMoment, formatTime } from '#app/domain/shared/calendar.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle, SignatureGrid } from './paper-parts.server.tsx'
import { INK, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'
const words = proctoringWords[LOCALE]
const paper = words.paper
const onPaper = paperModeWords[LOCALE]

type MinutesAct = {
  readonly id: string
  readonly order: RoomAct['order']
  readonly scope: ActScope
  readonly reason: ActReason
  readonly note: string | null
  readonly requestedAt: Date
  readonly requestedByName: string
  readonly decidedByName: string | null
  readonly affected: number | null
  readonly candidate: { readonly participantNumber: string; readonly name: string } | null
}
type MinutesIncident = {
  readonly id: string
  readonly kind: IncidentKind
  readonly note: string
  readonly at: Date
  readonly candidate: string | null
}
/** Somebody for whom an exam on paper was recorded, and who did what with her sheet. */
type MinutesPaper = {
  readonly participantNumber: string
  readonly name: string
  readonly status: 'running' | 'closed' | null
  readonly isVoid: boolean
  readonly startedAt: Date | null
  readonly startedByName: string | null
  readonly enteredBy: readonly AccountId[]
  readonly enteredByNames: readonly string[]
  readonly isSettled: boolean
  readonly differences: number
  readonly settledByName: string | null
}
export type SessionMinutes = {
  readonly session: {
    readonly examTitle: string
    readonly label: string
    readonly venueName: string
    readonly venueAddress: string
    readonly opensAt: Date
    readonly hardClose: Date
    readonly state: string
  }
  readonly figures: SessionFigures
  /** What was done, in the order of asking. */
  readonly acts: readonly MinutesAct[]
  readonly incidents: readonly MinutesIncident[]
  readonly accommodations: readonly AccommodationLine[]
  readonly papers: readonly MinutesPaper[]
  readonly late: LateFigures
  readonly at: Date
}

const styles = StyleSheet.create({
  text: { marginTop: 8 },
  provisional: { marginTop: 8, borderWidth: 0.8, borderColor: INK, padding: 5 },
})

const FIGURES: readonly PaperColumn<readonly [string, number]>[] = [
  { head: paper.what, value: ([what]) => what },
  { head: paper.count, width: 60, align: 'right', value: ([, count]) => String(count) },
]
const ACTS: readonly PaperColumn<MinutesAct>[] = [
  { head: paper.ordinal, width: 26, value: (_act, place) => String(place) },
  { head: words.when, width: 42, value: ({ requestedAt }) => formatTime(requestedAt) },
  { head: words.what, width: 96, value: ({ order }) => [words.acts[order.kind], timeText(order)].filter((part) => part !== '').join(', ') },
  {
    head: words.whom,
    width: 110,
    value: ({ candidate, scope, affected }) =>
      candidate === null ? `${words.scopes[scope]} (${affected ?? 0})` : `${candidate.participantNumber} ${candidate.name}`,
  },
  { head: words.reason, value: ({ reason, note }) => [words.reasons[reason], note].filter((part) => part !== null).join(': ') },
  {
    head: words.who,
    width: 100,
    value: ({ requestedByName, decidedByName }) =>
      decidedByName === null ? requestedByName : `${requestedByName}, ${words.second(decidedByName)}`,
  },
]
const INCIDENTS: readonly PaperColumn<MinutesIncident>[] = [
  { head: paper.ordinal, width: 26, value: (_incident, place) => String(place) },
  { head: words.when, width: 42, value: ({ at }) => formatTime(at) },
  { head: words.incidentKind, width: 100, value: ({ kind }) => words.incidents[kind] },
  { head: words.incidentNote, value: ({ note, candidate }) => (candidate === null ? note : `${candidate}: ${note}`) },
]
const ACCOMMODATIONS: readonly PaperColumn<AccommodationLine>[] = [
  { head: words.number, width: 84, value: ({ participantNumber }) => participantNumber },
  { head: words.whom, width: 120, value: ({ name }) => name },
  { head: paper.accommodation, width: 140, value: accommodationText },
  { head: paper.ground, value: ({ ground }) => ground },
]

const PAPERS: readonly PaperColumn<MinutesPaper>[] = [
  { head: onPaper.minutes.number, width: 84, value: ({ participantNumber }) => participantNumber },
  { head: onPaper.minutes.name, width: 110, value: ({ name }) => name },
  {
    head: onPaper.minutes.started,
    width: 100,
    value: ({ startedAt, startedByName }) =>
      startedAt === null ? onPaper.stages.planned : `${formatTime(startedAt)}, ${startedByName ?? ''}`,
  },
  {
    head: onPaper.minutes.keyed,
    width: 100,
    value: (sheet) => (sheet.isSettled ? sheet.enteredByNames.join(', ') : onPaper.stages[paperStage(sheet)]),
  },
  {
    head: onPaper.minutes.settled,
    value: ({ isSettled, differences, settledByName }) =>
      !isSettled ? '' : settledByName === null ? onPaper.minutes.none : onPaper.minutes.settledBy(differences, settledByName),
  },
]

/** The minutes of one session: figures, accommodations, acts, answers that did not come in time, incidents, places to sign. */
export function renderSessionMinutes(given: SessionMinutes, { demo }: { readonly demo: boolean }): Promise<Uint8Array> {
  const { session, figures, acts, incidents, accommodations, papers, late, at } = given
  const weekday = paper.weekdays[new Date(`${dayInWib(session.opensAt)}T00:00:00Z`).getUTCDay()] ?? ''
  const year = Number(dayInWib(session.opensAt).slice(0, 4))
  return renderPdf(
    <PrintedDocument title={paper.title} at={at} locale={LOCALE}>
      <PrintedPage paper="F4" demo={demo} locale={LOCALE} footer={`${paper.title}, ${session.label}, ${formatMoment(at, LOCALE)}`}>
        <PaperTitle title={paper.title} subtitle={paper.subtitle(session.label, session.venueName)} number={paper.number(year)} />
        {session.state === 'closed' ? null : <Text style={styles.provisional}>{paper.provisional}</Text>}
        <Text style={styles.text}>{paper.opening(weekday, formatDate(session.opensAt, LOCALE), session.examTitle)}</Text>
        <PaperFacts
          facts={[
            [paper.exam, session.examTitle],
            [paper.session, session.label],
            [paper.venue, `${session.venueName}, ${session.venueAddress}`],
            [paper.time, `${formatTime(session.opensAt)}–${formatTime(session.hardClose)} WIB`],
          ]}
        />
        <PaperSection title={paper.figures} />
        <PaperTable columns={FIGURES} rows={figureRows(figures)} keyOf={([what]) => what} />
        <PaperSection title={paper.accommodations} />
        {accommodations.length === 0 ? (
          <Text>{paper.noAccommodations}</Text>
        ) : (
          <PaperTable columns={ACCOMMODATIONS} rows={accommodations} keyOf={({ participantNumber }) => participantNumber} />
        )}
        {papers.length === 0 ? null : (
          <>
            <PaperSection title={onPaper.minutes.title} />
            <PaperTable columns={PAPERS} rows={papers} keyOf={({ participantNumber }) => participantNumber} />
          </>
        )}
        <PaperSection title={paper.acts} />
        {acts.length === 0 ? <Text>{paper.noActs}</Text> : <PaperTable columns={ACTS} rows={acts} keyOf={({ id }) => id} />}
        <PaperSection title={paper.late} />
        {isWithoutLate(late) ? (
          <Text>{paper.noLate}</Text>
        ) : (
          <PaperTable columns={FIGURES} rows={lateRows(late)} keyOf={([what]) => what} />
        )}
        <PaperSection title={paper.incidents} />
        {incidents.length === 0 ? (
          <Text>{paper.noIncidents}</Text>
        ) : (
          <PaperTable columns={INCIDENTS} rows={incidents} keyOf={({ id }) => id} />
        )}
        <Text style={styles.text}>{paper.closing}</Text>
        <PaperSection title={paper.signatures} />
        <SignatureGrid
          signers={[
            { key: 'proctor', role: paper.proctor, name: '' },
            { key: 'witness', role: paper.witness, name: '' },
          ]}
        />
      </PrintedPage>
    </PrintedDocument>,
  )
}

function figureRows(figures: SessionFigures): (readonly [string, number])[] {
  return [
    [paper.planned, figures.planned],
    [paper.present, figures.present],
    [paper.absent, figures.planned - figures.present],
    [paper.begun, figures.begun],
    [paper.handedIn, figures.handedIn],
    [paper.timeUp, figures.timeUp],
    [paper.forced, figures.forced],
    [paper.voided, figures.voided],
    [paper.stillWriting, figures.stillWriting],
  ]
}

function lateRows({ files, late }: LateFigures): (readonly [string, number])[] {
  return [
    [paper.lateByEvidence, late.byEvidence],
    [paper.lateByPerson, late.byPerson],
    [paper.lateRejected, late.rejected],
    [paper.lateWaiting, late.waiting],
    [paper.filesBroughtIn, files.broughtIn],
    [paper.filesAccepted, files.accepted],
    [paper.filesRejected, files.rejected],
    [paper.filesWaiting, files.waiting],
    [paper.filesLetIn, files.letIn],
  ]
}

function timeText(order: RoomAct['order']): string {
  if (order.kind === 'reopen') return `+${order.minutes} ${words.minutes}`
  if (order.kind !== 'extend') return ''
  return order.time.unit === 'minutes' ? `${order.time.amount} ${words.minutes}` : `${order.time.amount}%`
}

function accommodationText({ extraPercent, extraMinutes, means, helperName }: AccommodationLine): string {
  const time = paper.extraTime(extraPercent, extraMinutes)
  const parts = [time, ...means.map((each) => paper.means[each]), helperName === null ? '' : paper.helper(helperName)]
  return parts.filter((part) => part !== '').join(', ')
}
