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
