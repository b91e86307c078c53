import type { GrantFault } from '#app/domain/access/grants.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { commonWords } from '#app/text/common.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

export type AccountRefusal = GrantFault | { readonly kind: 'own-account' | 'last-administrator' | 'unknown-region' | 'bad-input' }

/** Why an account was not changed, and what to do instead. */
export function RefusalNotice({ refusal }: { refusal: AccountRefusal }) {
  const { refusals } = useWords(administratorWords)
  const { roles } = useWords(commonWords)
  switch (refusal.kind) {
    case 'region-does-not-fit':
      return (
        <Notice tone="bad" isAnswer>
          {refusals['region-does-not-fit'][refusal.reach]}
        </Notice>
      )
    case 'roles-exclude-each-other':
      return (
        <Notice tone="bad" isAnswer>
          {refusals['roles-exclude-each-other'](roles[refusal.roles[0]], roles[refusal.roles[1]])}
        </Notice>
      )
    default:
      return (
        <Notice tone="bad" isAnswer>
          {refusals[refusal.kind]}
        </Notice>
      )
  }
}
