import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useWords } from '../ui/locale.tsx'

export type ShownOwnBadge = { readonly name: string; readonly publicId: string }

/** A candidate's own badge, with what it is not. */
export function OwnBadge({ badge }: { readonly badge: ShownOwnBadge }) {
  const words = useWords(skillBadgeWords)
  return (
    <section className="panel" aria-labelledby="own-badge">
      <p className="muted">{words.own}</p>
      <h2 id="own-badge">{words.title(badge.name)}</h2>
      <p>{words.notTheirs}</p>
      <a href="/exam/badge" className="button">
        {words.ownDownload}
      </a>
      <p>
        <a href="/exam/badge-credential">{words.ownCredential}</a>
      </p>
      <p>
        <a href={`/v/${badge.publicId}`}>{words.ownCheck}</a>
      </p>
    </section>
  )
}
