import type { AppealKind, Remedy } from '#app/domain/determination/appeal.ts'
import { appealWords } from '#app/text/appeal.ts'
import { useWords } from '../ui/locale.tsx'

export type ShownAppeal = {
  readonly id: string
  readonly number: number
  readonly kind: AppealKind
  readonly statement: string
  readonly filedAt: string
  readonly byStaff: boolean
  readonly standing: 'submitted' | 'withdrawn' | 'granted' | 'rejected'
  /** When it was withdrawn or decided. */
  readonly endedAt: string | null
  readonly reason: string | null
  readonly remedy: Remedy | null
  readonly files: readonly { readonly id: string; readonly type: string; readonly size: string }[]
  readonly mayAttach: boolean
}

/** A candidate's own appeals with what became of them; one that nobody has decided can be taken back. */
export function OwnAppeals({ appeals }: { appeals: readonly ShownAppeal[] }) {
  const words = useWords(appealWords)
  if (appeals.length === 0) return null
  return (
    <>
      <h2>{words.own}</h2>
      {appeals.map((appeal) => (
        <section className="panel" key={appeal.id}>
          <h3 className="first">
            {words.appealNumber(appeal.number)}: {words.states[appeal.standing]}
          </h3>
          <p className="muted">
            {words.kinds[appeal.kind].name}. {words.filedOn(appeal.filedAt)}. {appeal.byStaff ? `${words.writtenDown}.` : null}
          </p>
          <p className="outcome-statement">{appeal.statement}</p>
          <Ending appeal={appeal} />
          <Evidence appeal={appeal} />
          {appeal.standing === 'submitted' ? <Withdraw appealId={appeal.id} /> : null}
        </section>
      ))}
    </>
  )
}

function Ending({ appeal: { standing, endedAt, reason, remedy } }: { appeal: ShownAppeal }) {
  const words = useWords(appealWords)
  if (endedAt === null) return null
  if (standing === 'withdrawn') return <p className="muted">{words.withdrawnOn(endedAt)}</p>
  return (
    <>
      <p>
        <strong>{words.reason}</strong>
      </p>
      <p className="outcome-statement">{reason}</p>
      {remedy === null ? null : <p>{words.remedies[remedy]}</p>}
      <p className="muted">{words.decidedOn(endedAt)}</p>
    </>
  )
}

function Evidence({ appeal: { id, files, mayAttach } }: { appeal: ShownAppeal }) {
  const words = useWords(appealWords)
  return (
    <>
      {files.length === 0 ? null : (
        <>
          <p>
            <strong>{words.files}</strong>
          </p>
          <ul>
            {files.map((file, at) => (
              <li key={file.id}>{words.fileName(at + 1, file.type, file.size)}</li>
            ))}
          </ul>
        </>
      )}
      {mayAttach ? (
        <form method="post" action={`/exam/appeal/${id}/files`} encType="multipart/form-data" id="attach">
          <div className="field">
            <label htmlFor="file">{words.attach}</label>
            <p className="hint" id="file-hint">
              {words.attachText} {words.attachHint}
            </p>
            <input id="file" name="file" type="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="file-hint" />
          </div>
          <button type="submit" className="button second">
            {words.attach}
          </button>
        </form>
      ) : null}
    </>
  )
}

function Withdraw({ appealId }: { appealId: string }) {
  const words = useWords(appealWords)
  return (
    <details className="outcome-withdraw">
      <summary>{words.withdraw}</summary>
      <form method="post">
        <input type="hidden" name="intent" value="withdraw" />
        <input type="hidden" name="appealId" value={appealId} />
        <p>{words.withdrawText}</p>
        <button type="submit" className="button second">
          {words.withdrawConfirm}
        </button>
      </form>
    </details>
  )
}
