import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'

export type ParsedForm<Value> =
  | { readonly ok: true; readonly value: Value; readonly reject: (errors: FormErrors) => SubmissionResult }
  | { readonly ok: false; readonly answer: SubmissionResult }
/** Messages by field name; the empty name belongs to the whole form. */
export type FormErrors = Readonly<Record<string, readonly string[]>>

/**
 * Parses a posted form with the schema that the page also checks with. A faulty one is answered with its messages and
 * everything that was typed; a use-case's refusal is put to its field by `reject`.
 */
export async function parseForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<ParsedForm<z.output<Schema>>> {
  const formData = await request.formData()
  const submission = parseWithZod(formData, { schema })
  if (submission.status !== 'success') return { ok: false, answer: submission.reply() }
  return {
    ok: true,
    value: submission.value,
    reject: (errors) =>
      submission.reply({
        fieldErrors: Object.fromEntries(
          Object.entries(errors)
            .filter(([name]) => name !== '')
            .map(([name, messages]) => [name, [...messages]]),
        ),
        formErrors: [...(errors[''] ?? [])],
      }),
  }
}
