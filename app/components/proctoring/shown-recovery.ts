import type { ACCEPT_REASONS, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import type { QuestionDifference, RecoveryState } from '#app/domain/delivery/recovery-file.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import type { ShownDifference, ShownRecovery } from './recovery-sheet.tsx'
import { toSecond } from './shown-late.ts'

type Row = QuestionDifference & { readonly number: number; readonly isOtherDevice: boolean }
type File = {
  readonly id: string
  readonly name: string
  readonly participantNumber: string
  readonly state: RecoveryState
  readonly exportedAt: Date
  readonly uploadedAt: Date
  readonly uploadedByName: string | null
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
  readonly reason: (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number] | null
  readonly letIn: number | null
  readonly unfit: number
  readonly mayDecide: boolean
  readonly isOwn: boolean
  readonly sheet: {
    readonly rows: readonly Row[]
    readonly same: number
    readonly letIn: number
    readonly lastContact: Date | null
    readonly isOver: boolean
    readonly seen: string
  } | null
}

/** A recovery file with its moments written out; an answer itself has no place in it. */
export function shownRecovery(file: File, locale: Locale): ShownRecovery {
  const { sheet, exportedAt, uploadedAt, decidedAt } = file
  return {
    id: file.id,
    name: file.name,
    participantNumber: file.participantNumber,
    state: file.state,
    exportedAt: formatMoment(exportedAt, locale),
    uploadedAt: formatMoment(uploadedAt, locale),
    uploadedBy: file.uploadedByName ?? '',
    decidedAt: decidedAt === null ? null : formatMoment(decidedAt, locale),
    decidedBy: file.decidedByName ?? '',
    reason: file.reason,
    letIn: file.letIn,
    unfit: file.unfit,
    mayDecide: file.mayDecide,
    isOwn: file.isOwn,
    sheet:
      sheet === null
        ? null
        : {
            same: sheet.same,
            letIn: sheet.letIn,
            isOver: sheet.isOver,
            seen: sheet.seen,
            lastContact: sheet.lastContact === null ? null : formatMoment(sheet.lastContact, locale),
            rows: sheet.rows.flatMap(shownRow),
          },
  }
}

function shownRow({ number, effect, serverAt, newest, count, isOtherDevice }: Row): ShownDifference[] {
  if (effect === 'same') return []
  const { weighed, clientWall, presence } = newest
  return [
    {
      number,
      effect,
      savedAt: toSecond(serverAt),
      deviceClock: clientWall === null ? null : toSecond(new Date(clientWall)),
      earliest: toSecond(weighed.earliest),
      latest: toSecond(weighed.latest),
      doubt: weighed.why,
      count,
      isOtherDevice,
      isAside: presence === 'aside',
    },
  ]
}
