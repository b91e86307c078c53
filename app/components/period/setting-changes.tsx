import type { SettingChange } from '#app/domain/period/policy-settings.ts'
import { periodWords } from '#app/text/period.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { settingText } from './setting-text.ts'

/** What differs between two versions, old and new side by side. */
export function SettingChanges({ changes }: { changes: readonly SettingChange[] }) {
  const words = useWords(periodWords)
  const locale = useLocale()
  return (
    <ul className="mt-1 list-disc pl-5">
      {changes.map((change) => (
        <li key={change.key}>
          {words.settings[change.key]}: <del>{settingText(change.from, locale)}</del> →{' '}
          <ins className="font-semibold no-underline">{settingText(change.to, locale)}</ins>
        </li>
      ))}
    </ul>
  )
}
