import type { Locale } from '#app/domain/shared/calendar.ts'
import type { Words } from '#app/text/words.ts'

/** What a route calls its page. It stands in the browser's history and tabs, so it never names a person. */
export type PageHandle = { readonly title: Words<string> }

/** A route's `handle`: one of the words of its area, in both languages. */
export function pageTitled<Shape>(words: Words<Shape>, pick: (words: Shape) => string): PageHandle {
  return { title: { id: pick(words.id), en: pick(words.en) } }
}

/** The title of the innermost route that has one, outermost first; null when none has. Old phones run it: no findLast. */
export function titleOf(handles: readonly unknown[], locale: Locale): string | null {
  return [...handles].reverse().find(isPageHandle)?.title[locale] ?? null
}

function isPageHandle(handle: unknown): handle is PageHandle {
  return typeof handle === 'object' && handle !== null && 'title' in handle
}
