import { z } from 'zod'

/** `000123/KCM-TERA/2026`: the year's running number, the programme and system that issue it, the year. */
export const Serial = z.string().regex(/^\d{6,}\/KCM-TERA\/\d{4}$/)
export type Serial = z.infer<typeof Serial>

/** @param number counts from 1 in its year, without gaps. Throws on anything else. */
export function serialOf(year: number, number: number): Serial {
  if (!Number.isInteger(number) || number < 1) throw new Error(`a running number counts from 1, not ${number}`)
  return Serial.parse(`${String(number).padStart(6, '0')}/KCM-TERA/${String(year).padStart(4, '0')}`)
}

/** A serial as a file name: nothing of the holder, and no character that a file system minds. */
export function fileNameOf(serial: Serial): string {
  return `${serial.replaceAll('/', '-')}.pdf`
}
