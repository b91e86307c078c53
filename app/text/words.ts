import type { Locale } from '#app/domain/shared/calendar.ts'

/** The words of one area in both languages; a word that stands in one and not in the other does not compile. */
export type Words<Shape> = Readonly<Record<Locale, Shape>>

export function defineWords<Shape>(indonesian: Shape, english: NoInfer<Shape>): Words<Shape> {
  return { id: indonesian, en: english }
}
