import { createContext, type ReactNode, useContext } from 'react'
import type { Locale } from '#app/domain/shared/calendar.ts'
import type { Words } from '#app/text/words.ts'

const LocaleContext = createContext<Locale>('id')

export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
}

export function useLocale(): Locale {
  return useContext(LocaleContext)
}

/** The words of an area in the reader's language. */
export function useWords<Shape>(words: Words<Shape>): Shape {
  return words[useLocale()]
}
