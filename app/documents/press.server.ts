import { renderAnswerSheet } from './answer-sheet.server.tsx'
import { appealRegisterWorkbook } from './appeal-register.server.tsx'
import { renderAttendanceList } from './attendance-list.server.tsx'
import { decreeAnnexWorkbook, renderDecreeAnnex } from './decree-annex.server.tsx'
import { renderParticipantCards } from './participant-card.server.tsx'
import { renderProvisionalList } from './provisional-list.server.tsx'
import { renderQuestionBooklet } from './question-booklet.server.tsx'
import { scoreRecapWorkbook } from './score-recap.server.tsx'
import { renderSeatList } from './seat-list.server.tsx'
import { renderSelectionList, selectionWorkbook } from './selection-list.server.tsx'

/**
 * The papers that grow with the number of people. They are ordered by name with what is printed on them, which is plain data,
 * so that the thread of platform/press-thread can press them. Papers of a page or two are rendered where they are asked for.
 */
const PAPERS = {
  'answer-sheet': renderAnswerSheet,
  'appeal-register-workbook': appealRegisterWorkbook,
  'attendance-list': renderAttendanceList,
  'decree-annex': renderDecreeAnnex,
  'decree-annex-workbook': decreeAnnexWorkbook,
  'participant-cards': renderParticipantCards,
  'provisional-list': renderProvisionalList,
  'question-booklet': renderQuestionBooklet,
  'score-recap-workbook': scoreRecapWorkbook,
  'seat-list': renderSeatList,
  'selection-list': renderSelectionList,
  'selection-workbook': selectionWorkbook,
}
type Prints = { [Name in keyof typeof PAPERS]: Parameters<(typeof PAPERS)[Name]> }
const presses: { readonly [Name in keyof Prints]: (...print: Prints[Name]) => Promise<Uint8Array> } = PAPERS

export type PaperOrder<Name extends keyof Prints = keyof Prints> = { readonly paper: Name; readonly print: Prints[Name] }

/** An order for this paper, with the arguments that its renderer takes. */
export function orderOf<Name extends keyof Prints>(paper: Name, ...print: Prints[Name]): PaperOrder<Name> {
  return { paper, print }
}

/** The finished file; the same bytes wherever it is pressed. */
export function press<Name extends keyof Prints>({ paper, print }: PaperOrder<Name>): Promise<Uint8Array> {
  return presses[paper](...print)
}
