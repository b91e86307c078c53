import { relative } from 'node:path'
import type { PlacedFault } from '#app/domain/question-bank/bank-fault.ts'
import type { BankQuestion } from '#app/domain/question-bank/bank-item.ts'
import { bankFolders } from '#app/platform/bank-files.server.ts'
import { faultMessage } from '#app/text/question-faults.ts'
import { checkBankFolder } from '#app/use-cases/question-bank/check-bank-files.server.ts'

const actor = { kind: 'system', job: 'banks-check' } as const

function line({ file, line: at, key, ...fault }: PlacedFault): string {
  return `${relative('.', file)}:${at}: ${key === null ? '' : `${key}: `}${faultMessage(fault, 'en')}`
}

function counts(questions: readonly BankQuestion[], name: string, of: (question: BankQuestion) => string): string {
  const found = new Map<string, number>()
  for (const question of questions) found.set(of(question), (found.get(of(question)) ?? 0) + 1)
  return `  ${name}: ${[...found]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([value, count]) => `${value} ${count}`)
    .join(', ')}`
}

/** Answers whether the folder is without fault. */
async function check(folder: string): Promise<boolean> {
  const checked = await checkBankFolder(actor, folder)
  if (!checked.ok) {
    const faults = checked.refusal.kind === 'faults' ? checked.refusal.faults : []
    for (const fault of faults) console.log(line(fault))
    console.log(`${relative('.', folder)}: ${faults.length} faults`)
    return false
  }
  const { questions, heading, pictures } = checked.value
  console.log(`${heading.slug}: ${questions.length} questions, ${pictures.length} pictures, no fault`)
  console.log(counts(questions, 'field', ({ content }) => content.field))
  console.log(counts(questions, 'kind', ({ content }) => content.body.kind))
  console.log(counts(questions, 'difficulty', ({ content }) => content.difficulty))
  console.log(counts(questions, 'review', ({ content }) => content.documentation.fileReview))
  return true
}

async function main() {
  const [command, folder] = process.argv.slice(2)
  if (command !== 'check') throw new Error('Usage: npm run banks -- check [folder]')
  const folders = folder === undefined ? await bankFolders() : [folder]
  const sound = []
  for (const each of folders) sound.push(await check(each))
  if (sound.includes(false)) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
