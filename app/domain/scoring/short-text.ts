/**
 * One form for texts that count as the same: NFC, without outer spaces, inner white space as one space, letters folded
 * (upper then lower case, so that ß and SS meet), NFC again because folding can decompose.
 */
export function foldText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ').toUpperCase().toLowerCase().normalize('NFC')
}
