import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tellTheAnswer } from './bank-item.ts'
import { type FormValues, previewOfForm, readQuestionForm } from './question-form.ts'

const Rows = z.object({
  options: z.array(z.object({ key: z.string(), text: z.string(), place: z.number().optional() })),
  prompts: z.array(z.object({ key: z.string(), text: z.string(), answer: z.string().optional() })).default([]),
})

function read(kind: 'matching' | 'ordering', values: FormValues, used: readonly string[] = []) {
  const form = readQuestionForm(values, { kind, key: 'soal', pictureName: null, usedKeys: new Set(used) })
  return { ...form, item: Rows.parse(form.item) }
}

const optionFields = (texts: readonly string[], keys: readonly string[] = []): FormValues =>
  Object.fromEntries(
    texts.flatMap((text, row) => [
      [`options.${row}.text`, [text]],
      [`options.${row}.key`, [keys[row] ?? '']],
    ]),
  )

describe('an ordering question in the editor', () => {
  test('the rows are the right order, and empty ones are left out', () => {
    const { item } = read('ordering', optionFields(['Siram', '', 'Aduk', 'Minum']))
    expect(item.options.map(({ text, place }) => [text, place])).toEqual([
      ['Siram', 1],
      ['Aduk', 2],
      ['Minum', 3],
    ])
  })

  test('no new key counts along with the right order, whatever is written and whichever keys were there', () => {
    const texts = fc.uniqueArray(
      fc.string({ minLength: 1, maxLength: 5 }).filter((text) => text.trim() !== ''),
      {
        minLength: 3,
        maxLength: 8,
        selector: (text) => text.trim(),
      },
    )
    fc.assert(
      fc.property(texts, fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), (written, keys) => {
        const { item } = read('ordering', optionFields(written, keys), keys)
        const order = item.options.map(({ key }) => key)
        expect(new Set(order).size).toBe(order.length)
        expect(tellTheAnswer(order)).toBe(false)
      }),
    )
  })

  test('the preview does not show the right order', () => {
    const body = previewOfForm(optionFields(['Satu', 'Dua', 'Tiga']), 'ordering', null)
    expect('options' in body && body.options.map(({ text }) => text)).toEqual(['Tiga', 'Dua', 'Satu'])
  })
})

describe('a matching question in the editor', () => {
  const prompts = {
    'prompts.0.text': ['Satu'],
    'prompts.0.answer': ['0'],
    'prompts.1.text': ['Dua'],
    'prompts.1.answer': ['1'],
    'prompts.2.text': ['Tiga'],
    'prompts.2.answer': ['2'],
  }

  test('a prompt names the option of its row, by a key that tells nothing', () => {
    const { item } = read('matching', { ...optionFields(['Apel', 'Beras', 'Cabai', 'Daging']), ...prompts })
    const textOf = (key: string | undefined) => item.options.find((option) => option.key === key)?.text
    expect(item.prompts.map(({ text, answer }) => [text, textOf(answer)])).toEqual([
      ['Satu', 'Apel'],
      ['Dua', 'Beras'],
      ['Tiga', 'Cabai'],
    ])
    expect(tellTheAnswer(item.prompts.map(({ answer = '' }) => answer))).toBe(false)
  })

  test('a prompt without a match, or with an emptied one, has none, and its fault stands at its row', () => {
    const { item, fieldOf } = read('matching', { ...optionFields(['Apel', '', 'Cabai']), ...prompts, 'prompts.0.answer': [''] })
    expect(item.prompts.map(({ answer }) => answer === undefined)).toEqual([true, true, false])
    expect(fieldOf(['prompts', 1, 'answer'])).toBe('prompts.1.answer')
    expect(fieldOf(['prompts', 0, 'text'])).toBe('prompts.0.text')
    expect(fieldOf(['prompts'])).toBe('prompts')
  })
})
