import { z } from 'zod'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { PlacedFault } from '#app/domain/question-bank/bank-fault.ts'
import { BankHeading, type BankSurroundings, readBank } from '#app/domain/question-bank/bank-file.ts'
import { countImport, type ImportCounts, planImport } from '#app/domain/question-bank/bank-import.ts'
import type { BankQuestion, PictureOfFile } from '#app/domain/question-bank/bank-item.ts'
import { type FactRegister, parseFactRegister } from '#app/domain/question-bank/fact-register.ts'
import { checkPicture } from '#app/domain/question-bank/picture.ts'
import { personBehind } from '#app/domain/question-bank/question-version.ts'
import { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import type { BankId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { type BankFile, bytesHash, readBankFolder, readFactFile, readFrameworkFile, readYaml } from '#app/platform/bank-files.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findFramework } from './framework-store.server.ts'
import type { Picture } from './picture-store.server.ts'
import { findBank } from './question-bank-store.server.ts'
import { findQuestionsOfBank } from './question-store.server.ts'

export type CheckedBank = {
  readonly heading: BankHeading
  readonly framework: CompetencyFramework
  readonly questions: readonly BankQuestion[]
  readonly pictures: readonly Picture[]
}
export type BankFilesRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'faults'; readonly faults: readonly PlacedFault[] }

/** Reads a bank's folder with its framework and the register of facts: all of it, or every fault at its file and line. */
export async function checkBankFolder(actor: Actor, folder: string): Promise<Result<CheckedBank, BankFilesRefusal>> {
  if (!may(actor, 'bank.author')) return refuse({ kind: 'forbidden' })
  const files = await readBankFolder(folder)
  const heading =
    files.heading === null ? wholeFault(folder, 'file-missing', 'bank.yaml') : readAs(BankHeading, files.heading, 'bad-heading')
  if (!heading.ok) return refuse({ kind: 'faults', faults: heading.refusal })
  const frameworkFile = await readFrameworkFile(heading.value.framework)
  const framework =
    frameworkFile === null
      ? wholeFault(folder, 'framework-missing', heading.value.framework)
      : readAs(CompetencyFramework, frameworkFile, 'bad-framework')
  const facts = await readRegister()
  if (!framework.ok || !facts.ok)
    return refuse({ kind: 'faults', faults: [...(framework.ok ? [] : framework.refusal), ...(facts.ok ? [] : facts.refusal)] })
  const { pictures, byName } = readPictures(files.pictures)
  const questions = readQuestions(files.questions, { framework: framework.value, facts: facts.value, pictures: byName })
  return questions.ok
    ? accept({ heading: heading.value, framework: framework.value, questions: questions.value, pictures })
    : refuse({ kind: 'faults', faults: questions.refusal })
}

export type QuestionUpload = { readonly file: BankFile; readonly pictures: ReadonlyMap<string, Uint8Array> }
export type CheckedUpload = {
  readonly heading: BankHeading
  readonly questions: readonly BankQuestion[]
  readonly pictures: readonly Picture[]
  readonly counts: ImportCounts
}

/** The dry run of an import into a bank that is there: what it would do, or every fault with its line. Nothing is written. */
export async function checkQuestionFile(
  actor: Actor,
  bankId: BankId,
  upload: QuestionUpload,
): Promise<Result<CheckedUpload, BankFilesRefusal | { readonly kind: 'not-found' }>> {
  if (!may(actor, 'bank.author')) return refuse({ kind: 'forbidden' })
  const stored = await reading(async (transaction) => {
    const bank = await findBank(transaction, bankId)
    return bank === null
      ? null
      : { bank, framework: await findFramework(transaction, bank.framework), questions: await findQuestionsOfBank(transaction, bankId) }
  })
  if (stored === null) return refuse({ kind: 'not-found' })
  const { id: _id, isDemo: _isDemo, ...heading } = stored.bank
  const facts = await readRegister()
  if (stored.framework === null)
    return refuse({
      kind: 'faults',
      faults: [{ file: upload.file.name, line: 1, key: null, path: [], code: 'framework-missing', value: heading.framework }],
    })
  if (!facts.ok) return refuse({ kind: 'faults', faults: facts.refusal })
  const { pictures, byName } = readPictures(upload.pictures)
  const otherKeys = new Set(stored.questions.map(({ key }) => key))
  const questions = readQuestions([upload.file], { framework: stored.framework, facts: facts.value, pictures: byName, otherKeys })
  if (!questions.ok) return refuse({ kind: 'faults', faults: questions.refusal })
  const planned = planImport(questions.value, new Map(stored.questions.map(({ key, versions }) => [key, versions])), personBehind(actor))
  return accept({ heading, questions: questions.value, pictures, counts: countImport(planned) })
}

function readQuestions(
  files: readonly BankFile[],
  surroundings: BankSurroundings,
): Result<readonly BankQuestion[], readonly PlacedFault[]> {
  const faults: PlacedFault[] = []
  const items: { readonly raw: unknown; readonly file: string; readonly lineOf: (path: readonly (string | number)[]) => number }[] = []
  for (const { name, text } of files) {
    const yaml = readYaml(text)
    faults.push(
      ...yaml.faults.map(({ line, message }) => ({ file: name, line, key: null, path: [], code: 'yaml-syntax' as const, value: message })),
    )
    const list = z.array(z.unknown()).safeParse(yaml.value)
    if (!list.success && yaml.faults.length === 0) faults.push({ file: name, line: 1, key: null, path: [], code: 'not-a-list' })
    items.push(
      ...(list.data ?? []).map((raw, index) => ({
        raw,
        file: name,
        lineOf: (path: readonly (string | number)[]) => yaml.lineOf([index, ...path]),
      })),
    )
  }
  const read = readBank(
    items.map(({ raw }) => raw),
    surroundings,
  )
  if (!read.ok) {
    for (const { item, ...fault } of read.refusal) {
      const place = items[item]
      if (place !== undefined) faults.push({ ...fault, file: place.file, line: place.lineOf(fault.path), key: keyOf(place.raw) })
    }
  }
  return read.ok && faults.length === 0 ? read : refuse(faults)
}

function keyOf(raw: unknown): string | null {
  return z.object({ key: z.string().max(60) }).safeParse(raw).data?.key ?? null
}

function readPictures(files: ReadonlyMap<string, Uint8Array>): { pictures: Picture[]; byName: ReadonlyMap<string, PictureOfFile> } {
  const pictures: Picture[] = []
  const byName = new Map<string, PictureOfFile>()
  for (const [name, bytes] of files) {
    const checked = checkPicture(bytes)
    const hash = bytesHash(bytes)
    byName.set(name, checked.ok ? { hash } : { fault: checked.fault })
    if (checked.ok) pictures.push({ hash, contentType: checked.contentType, bytes: new Uint8Array(bytes) })
  }
  return { pictures, byName }
}

function readAs<Shape extends z.ZodType>(
  schema: Shape,
  file: BankFile,
  code: 'bad-heading' | 'bad-framework',
): Result<z.output<Shape>, readonly PlacedFault[]> {
  const yaml = readYaml(file.text)
  if (yaml.faults.length > 0)
    return refuse(
      yaml.faults.map(({ line, message }) => ({
        file: file.name,
        line,
        key: null,
        path: [],
        code: 'yaml-syntax' as const,
        value: message,
      })),
    )
  const parsed = schema.safeParse(yaml.value)
  if (parsed.success) return accept(parsed.data)
  return refuse(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
      return { file: file.name, line: yaml.lineOf(path), key: null, path, code, value: path.join('.') }
    }),
  )
}

async function readRegister(): Promise<Result<FactRegister, readonly PlacedFault[]>> {
  const file = await readFactFile()
  const register = parseFactRegister(file.text)
  return register === null ? wholeFault(file.name, 'bad-register', '') : accept(register)
}

function wholeFault(file: string, code: PlacedFault['code'], value: string) {
  return refuse([{ file, line: 1, key: null, path: [], code, value }])
}
