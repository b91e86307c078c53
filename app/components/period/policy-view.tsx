import type { Policy } from '#app/domain/period/policy.ts'
import { policySettings, SETTING_GROUP_KEYS, SETTING_GROUPS, type SettingChange } from '#app/domain/period/policy-settings.ts'
import { periodWords } from '#app/text/period.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge, Card, Section } from '../ui/page.tsx'
import { SettingChanges } from './setting-changes.tsx'
import { settingText } from './setting-text.ts'

/** Every setting with its value, in groups. */
export function PolicyTable({ policy }: { policy: Policy }) {
  const words = useWords(periodWords)
  const locale = useLocale()
  const settings = policySettings(policy)
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      {SETTING_GROUP_KEYS.map((group) => (
        <Card key={group}>
          <h2 className="text-[16px] leading-6">{words.groups[group]}</h2>
          <dl className="mt-2">
            {SETTING_GROUPS[group].map((key) => {
              const setting = settings.get(key)
              return (
                <div key={key} className="flex flex-wrap justify-between gap-x-6 border-t border-line py-2">
                  <dt className="text-muted">{words.settings[key]}</dt>
                  <dd className="font-semibold">{setting ? settingText(setting, locale) : ''}</dd>
                </div>
              )
            })}
          </dl>
        </Card>
      ))}
    </div>
  )
}

export type ShownVersion = {
  readonly version: number
  readonly by: string | null
  readonly at: string
  readonly reason: string
  readonly changes: readonly SettingChange[]
}

/** Who changed what, when and why; the version in force stands first. */
export function PolicyHistory({ versions }: { versions: readonly ShownVersion[] }) {
  const words = useWords(periodWords)
  return (
    <Section title={words.history}>
      <ol className="grid gap-3">
        {versions.map((version, index) => (
          <li key={version.version}>
            <Card>
              <p className="flex flex-wrap items-center gap-2">
                <strong>{words.version(version.version)}</strong>
                {index === 0 ? <Badge tone="good">{words.inForce}</Badge> : null}
                <span className="text-muted">
                  {version.by ?? words.system} · {version.at}
                </span>
              </p>
              <p className="mt-1">
                {words.reason}: {version.reason}
              </p>
              {version.changes.length > 0 ? (
                <SettingChanges changes={version.changes} />
              ) : (
                <p className="mt-1 text-muted">{words.firstVersion}</p>
              )}
            </Card>
          </li>
        ))}
      </ol>
    </Section>
  )
}
