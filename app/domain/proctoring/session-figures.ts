/**
 * The figures of a session's minutes, in people. Whoever is present began or not; every begun exam was handed in by the
 * candidate, closed when time was over, handed in by a proctor, made void, or is still being written.
 */
export type SessionFigures = {
  readonly planned: number
  readonly present: number
  readonly begun: number
  readonly handedIn: number
  readonly timeUp: number
  readonly forced: number
  readonly voided: number
  readonly stillWriting: number
}

/**
 * What a session's minutes tell of answers that did not come in time. `files` are in files, all else is in changes of
 * answers. What an accepted file let in or turned away is told with the files, not a second time under `late`.
 */
export type LateFigures = {
  readonly files: {
    readonly broughtIn: number
    readonly accepted: number
    readonly rejected: number
    readonly waiting: number
    /** Changes of answers that accepted files let in. */
    readonly letIn: number
  }
  readonly late: {
    /** Let in by receipts alone. */
    readonly byEvidence: number
    /** Let in, and turned away, by a person. */
    readonly byPerson: number
    readonly rejected: number
    readonly waiting: number
  }
}

/** Whether a session has neither late answers nor recovery files. */
export function isWithoutLate({ files, late }: LateFigures): boolean {
  return files.broughtIn === 0 && Object.values(late).every((count) => count === 0)
}
