import { Form, Link } from '@remix-run/react'
import { DOCUMENT_KINDS, type DocumentKind } from '#app/domain/verification/case-document.ts'
import { verificationSheetWords } from '#app/text/verification-sheet.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-1.5 font-normal text-ink'

export type DocumentLine = {
  readonly id: string
  readonly kind: DocumentKind
  /** `PDF, 1,2 MB` */
  readonly about: string
  readonly uploaded: string
  readonly removed: string | null
  readonly mayRemove: boolean
}

/** What stands behind the case; a removed document keeps its line. */
export function DocumentList({ caseId, documents }: { caseId: string; documents: readonly DocumentLine[] }) {
  const words = useWords(verificationSheetWords)
  if (documents.length === 0) return <p className="mb-3 text-muted">{words.noDocuments}</p>
  return (
    <ul className="mb-3 grid gap-2">
      {documents.map(({ id, kind, about, uploaded, removed, mayRemove }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border border-line bg-surface px-3 py-2">
          <span className="grow">
            <span className={removed === null ? 'font-semibold' : 'line-through'}>{words.documentKinds[kind]}</span>{' '}
            <span className="text-muted">{about}</span>
            <br />
            <span className="text-[13px] text-muted">{removed ?? uploaded}</span>
          </span>
          {removed === null ? (
            <Link
              to={`/verification/cases/${caseId}/documents/${id}`}
              reloadDocument
              aria-label={words.downloadOne(words.documentKinds[kind])}
              className="inline-block py-2 text-accent underline"
            >
              {words.download}
            </Link>
          ) : null}
          {mayRemove ? (
            <Form method="post">
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="documentId" value={id} />
              <button
                type="submit"
                aria-label={words.removeOne(words.documentKinds[kind])}
                className="min-h-8 cursor-pointer rounded-md border border-bad bg-surface px-2 text-[13px] text-bad"
              >
                {words.remove}
              </button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

export function UploadForm() {
  const words = useWords(verificationSheetWords)
  return (
    <Form method="post" encType="multipart/form-data" className="grid max-w-[68ch] items-end gap-3 sm:grid-cols-2">
      <input type="hidden" name="intent" value="upload" />
      <label className="block font-semibold">
        {words.kind}
        <select name="kind" className={CONTROL}>
          {DOCUMENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words.documentKinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="block font-semibold">
        {words.file}
        <input type="file" name="file" accept="application/pdf,image/jpeg,image/png" aria-describedby="upload-hint" className={CONTROL} />
      </label>
      <p id="upload-hint" className="text-[13px] text-muted sm:col-span-2">
        {words.uploadHint}
      </p>
      <div>
        <Button look="secondary">{words.send}</Button>
      </div>
    </Form>
  )
}
