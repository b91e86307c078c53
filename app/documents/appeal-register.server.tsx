import type { AppealKind, Remedy } from '#app/domain/determination/appeal.ts'
import { formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { printWords } from '#app/text/print.ts'
import { sheet, workbook } from './workbook.server.tsx'

export type RegisteredAppeal = {
  readonly announcementNumber: string
  readonly number: number
  readonly filedAt: Date
  readonly filedByStaff: boolean
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillageName: string
  readonly kind: AppealKind
  readonly statement: string
  readonly state: 'submitted' | 'withdrawn' | 'decided'
  readonly outcome: 'granted' | 'rejected' | null
  readonly decidedAt: Date | null
  readonly reason: string | null
  readonly remedy: Remedy | null
  readonly remediedAt: Date | null
}

type Register = { readonly periodName: string; readonly appeals: readonly RegisteredAppeal[]; readonly at: Date }

/** The register of a period's appeals as Excel, one line an appeal. */
export function appealRegisterWorkbook(
  { periodName, appeals, at }: Register,
  { demo, locale }: { demo: boolean; locale: Locale },
): Promise<Uint8Array> {
  const words = determinationPaperWords[locale]
  const { register } = words
  const appealWords = appealRegisterWords[locale]
  const notes = [
    `${register.title} · ${periodName}`,
    words.madeOn(formatMoment(at, locale)),
    ...(appeals.length === 0 ? [register.none] : []),
    ...(demo ? [printWords[locale].demoNote] : []),
  ]
  return workbook(
    [
      sheet({
        name: register.sheet,
        notes,
        rows: appeals,
        columns: [
          { head: register.announcement, kind: 'text', width: 24, value: ({ announcementNumber }) => announcementNumber },
          { head: register.number, kind: 'whole', value: ({ number }) => number },
          { head: register.filed, kind: 'moment', value: ({ filedAt }) => filedAt },
          {
            head: register.filedBy,
            kind: 'text',
            width: 20,
            value: ({ filedByStaff }) => (filedByStaff ? register.byStaff : register.byCandidate),
          },
          { head: words.participantNumber, kind: 'text', value: ({ participantNumber }) => participantNumber },
          { head: words.name, kind: 'text', width: 34, value: ({ name }) => name },
          { head: words.kelurahan, kind: 'text', width: 22, value: ({ urbanVillageName }) => urbanVillageName },
          { head: register.about, kind: 'text', width: 22, value: ({ kind }) => appealWords.kinds[kind] },
          { head: register.statement, kind: 'text', width: 60, value: ({ statement }) => statement },
          {
            head: register.state,
            kind: 'text',
            value: ({ state, outcome }) => appealWords.states[state === 'decided' ? (outcome ?? 'rejected') : state],
          },
          { head: register.decided, kind: 'moment', value: ({ decidedAt }) => decidedAt },
          { head: register.reason, kind: 'text', width: 60, value: ({ reason }) => reason },
          {
            head: register.remedy,
            kind: 'text',
            width: 34,
            value: ({ remedy }) => (remedy === null ? null : appealWords.remedies[remedy]),
          },
          { head: register.remedied, kind: 'moment', value: ({ remediedAt }) => remediedAt },
        ],
      }),
    ],
    { at },
  )
}
