export type MarkedLink = { readonly to: string; readonly covers: readonly string[] }

/** Whether a page belongs to a link of the menu: its address stands under the link's own or under one that the link covers. */
export function isMarked({ to, covers }: MarkedLink, pathname: string): boolean {
  return [to, ...covers].some((place) => pathname === place || pathname.startsWith(`${place}/`))
}
