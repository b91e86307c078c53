import type { PageSignalKind } from '#app/domain/delivery/page-signal.ts'
import { defineWords } from './words.ts'

type Sums = Record<PageSignalKind, (times: number) => string>
const sums: Sums = {
  'left-page': (times) => `Keluar dari halaman ${times} kali`,
  'lost-focus': (times) => `Berpindah jendela ${times} kali`,
  offline: (times) => `Tanpa jaringan ${times} kali`,
  'device-changed': (times) => `Ganti perangkat ${times} kali`,
}
const sumsEnglish: Sums = {
  'left-page': (times) => `Left the page: ${times}`,
  'lost-focus': (times) => `Changed window: ${times}`,
  offline: (times) => `Without network: ${times}`,
  'device-changed': (times) => `Changed device: ${times}`,
}

/** What exam pages told of themselves, for the proctor. */
export const pageSignalWords = defineWords(
  {
    title: 'Catatan layar',
    note: 'Catatan ini untuk membantu peserta, bukan tanda kecurangan: layar terkunci dan telepon masuk juga tercatat.',
    none: 'Belum ada catatan.',
    sums,
    longest: (time: string) => `paling lama ${time}`,
    kinds: {
      'left-page': 'Keluar dari halaman',
      'lost-focus': 'Berpindah jendela',
      offline: 'Tanpa jaringan',
      'device-changed': 'Ganti perangkat',
    } satisfies Record<PageSignalKind, string>,
  },
  {
    title: 'What the screen told',
    note: 'These help to look after a candidate and are no sign of cheating: a locked screen or a call is noted too.',
    none: 'Nothing so far.',
    sums: sumsEnglish,
    longest: (time) => `${time} at most`,
    kinds: {
      'left-page': 'Left the page',
      'lost-focus': 'Changed window',
      offline: 'Without network',
      'device-changed': 'Changed device',
    },
  },
)
