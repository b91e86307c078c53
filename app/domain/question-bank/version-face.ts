import type { AnswerKey, CreditRule, QuestionContent } from './question.ts'

const PARTS = ['stem', 'picture', 'options', 'key', 'rationale', 'sources', 'effectiveFrom', 'placing', 'enemies'] as const
/** How the reader's language says what the content holds as codes. */
export type FaceWords = {
  readonly placing: (content: QuestionContent) => string
  readonly day: (day: string) => string
  readonly credit: (rule: CreditRule) => string
  readonly truth: (correct: boolean) => string
  readonly decimal: (decimal: string) => string
}
export type FaceOfVersion = { readonly part: (typeof PARTS)[number]; readonly before: string; readonly after: string }

/** Two contents as plain text, part by part, for reading them side by side. Options stand in the order of their keys. */
export function facesOf(before: QuestionContent, after: QuestionContent, say: FaceWords): readonly FaceOfVersion[] {
  const [left, right] = [partsOf(before, say), partsOf(after, say)]
  return PARTS.map((part) => ({ part, before: left[part], after: right[part] })).filter((face) => face.before !== '' || face.after !== '')
}

function partsOf(content: QuestionContent, say: FaceWords): Record<FaceOfVersion['part'], string> {
  const { body, answerKey, documentation } = content
  const prompts = 'prompts' in body ? body.prompts.map(({ key, text }) => `${key} → ${text}`) : []
  const options = 'options' in body ? [...body.options].sort((left, right) => (left.key < right.key ? -1 : 1)) : []
  return {
    stem: body.stem,
    picture: body.media === null ? '' : `${body.media.alt} (${body.media.hash.slice(0, 12)})`,
    options: [...prompts, ...options.map(({ key, text, last }) => `${key}. ${text}${last ? ' ↧' : ''}`)].join('\n'),
    key: keyText(answerKey, say),
    rationale: documentation.rationale,
    sources: documentation.sources.map(({ fact, citation }) => `${fact}: ${citation}`).join('\n'),
    effectiveFrom: say.day(documentation.effectiveFrom),
    placing: say.placing(content),
    enemies: documentation.enemies.join('\n'),
  }
}

function keyText(answerKey: AnswerKey, say: FaceWords): string {
  switch (answerKey.kind) {
    case 'single-choice':
      return answerKey.correct
    case 'multiple-response':
      return `${[...answerKey.correct].sort().join(', ')} (${say.credit(answerKey.credit)})`
    case 'matching':
      return `${Object.entries(answerKey.pairs)
        .map(([prompt, option]) => `${prompt} → ${option}`)
        .sort()
        .join(', ')} (${say.credit(answerKey.credit)})`
    case 'ordering':
      return `${answerKey.order.join(' → ')} (${say.credit(answerKey.credit)})`
    case 'true-false':
      return say.truth(answerKey.correct)
    case 'numeric':
      return `${say.decimal(answerKey.correct)} ± ${say.decimal(answerKey.tolerance)}`
    case 'short-text':
      return answerKey.accepted.join('\n')
    case 'essay':
      return [
        ...answerKey.rubric.criteria.flatMap(({ name, levels }) => [
          name,
          ...levels.map(({ points, description }) => `  ${points}: ${description}`),
        ]),
        answerKey.modelAnswer,
      ].join('\n')
  }
}
