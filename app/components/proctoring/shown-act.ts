import type { RoomAct } from '#app/domain/proctoring/room-act.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import type { ShownAct } from './act-list.tsx'

type Told = RoomAct & {
  readonly candidate: { readonly name: string; readonly participantNumber: string } | null
  readonly requestedByName: string
  readonly decidedByName: string | null
  readonly mayDecide: boolean
}

/** An act as a page shows it. */
export function shownAct(act: Told, locale: Locale): ShownAct {
  return {
    id: act.id,
    kind: act.order.kind,
    scope: act.scope,
    time: timeOf(act.order),
    whom: act.candidate === null ? null : `${act.candidate.participantNumber} ${act.candidate.name}`,
    reason: act.reason,
    note: act.note,
    state: act.state,
    askedBy: act.requestedByName,
    askedAt: formatMoment(act.requestedAt, locale),
    decidedBy: act.decidedByName,
    affected: act.affected,
    mayDecide: act.mayDecide,
  }
}

function timeOf(order: RoomAct['order']): ShownAct['time'] {
  if (order.kind === 'extend') return order.time
  return order.kind === 'reopen' ? { amount: order.minutes, unit: 'minutes' } : null
}
