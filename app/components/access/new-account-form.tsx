import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { NewAccount } from '#app/domain/access/account.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { commonWords } from '#app/text/common.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Region = {
  readonly code: string
  readonly name: string
  readonly parentCode: string | null
  readonly level: 'kecamatan' | 'kelurahan'
}

export function NewAccountForm({ lastResult, regions }: { lastResult: SubmissionResult | null; regions: readonly Region[] }) {
  const { create: words, problems } = useWords(administratorWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    lastResult,
    onValidate: ({ formData }) => parseWithZod(formData, { schema: NewAccount }),
    shouldRevalidate: 'onInput',
  })
  const say = (code: string) => Object.entries(problems).find(([name]) => name === code)?.[1] ?? code
  const worded = (
    field: (typeof fields)['username'] | (typeof fields)['displayName'] | (typeof fields)['homeRegionCode'] | (typeof fields)['password'],
  ) => ({
    id: field.id,
    name: field.name,
    errorId: field.errorId,
    descriptionId: field.descriptionId,
    key: field.key,
    initialValue: field.initialValue,
    valid: field.valid,
    errors: field.errors?.map(say),
  })
  const { username, displayName, homeRegionCode, password } = {
    username: worded(fields.username),
    displayName: worded(fields.displayName),
    homeRegionCode: worded(fields.homeRegionCode),
    password: worded(fields.password),
  }
  const districtNames = new Map(regions.filter(({ level }) => level === 'kecamatan').map(({ code, name }) => [code, name]))
  const villages = regions
    .filter(({ level }) => level === 'kelurahan')
    .map(({ code, name, parentCode }) => ({ value: code, label: `${name} (${districtNames.get(parentCode ?? '') ?? ''})` }))
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary title={common.errorSummary} form={form} fields={[username, displayName, homeRegionCode, password]} />
      <TextField field={username} label={words.username} hint={words.usernameHint} />
      <TextField field={displayName} label={words.displayName} />
      <SelectField
        field={homeRegionCode}
        label={words.home}
        hint={words.homeHint}
        options={[{ value: '', label: words.homeOutside }, ...villages]}
      />
      <TextField field={password} label={words.password} hint={words.passwordHint} type="password" autoComplete="new-password" />
      <Button>{words.submit}</Button>
    </Form>
  )
}
