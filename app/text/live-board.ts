import { defineWords } from './words.ts'

/** How fresh a board is, and the board of all rooms. */
export const liveBoardWords = defineWords(
  {
    live: 'Langsung: perubahan tampil seketika.',
    polling: (seconds: number) => `Diperbarui tiap ${seconds} detik.`,
    offline: (since: string) => `Terputus sejak ${since}. Angka di bawah mungkin sudah lama.`,
    updated: (time: string) => `Keadaan pukul ${time} WIB.`,
    cityCounts: 'Semua ruang yang belum ditutup',
    byVenue: 'Menurut lokasi',
    byVenueCaption: 'Peserta menurut lokasi, sesi, dan keadaan',
    closed: 'Sesi yang sudah ditutup',
    venueTotal: 'Jumlah di lokasi ini',
    noneOpen: 'Tidak ada sesi yang dijadwalkan atau berlangsung.',
  },
  {
    live: 'Live: changes show at once.',
    polling: (seconds: number) => `Refreshed every ${seconds} seconds.`,
    offline: (since: string) => `Offline since ${since}. The figures below may be old.`,
    updated: (time: string) => `As of ${time} WIB.`,
    cityCounts: 'All rooms that are not closed',
    byVenue: 'By venue',
    byVenueCaption: 'Candidates by venue, session and state',
    closed: 'Closed sessions',
    venueTotal: 'Total of this venue',
    noneOpen: 'No session is planned or open.',
  },
)
