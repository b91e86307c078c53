import { defineWords } from './words.ts'

/** Cadres become candidates by kelurahan, for whoever registers them. */
export const candidateRegistrationWords = defineWords(
  {
    title: 'Peserta ujian',
    lead: 'Kader aktif menjadi peserta per kelurahan. Nomor peserta tidak memuat data pribadi.',
    caption: 'Peserta per kelurahan',
    urbanVillage: 'Kelurahan',
    district: 'Kecamatan',
    cadres: 'Kader aktif',
    registered: 'Terdaftar',
    eligible: 'Memenuhi syarat',
    seated: 'Punya kursi',
    choose: 'Pilih',
    chooseLabel: (name: string) => `Pilih ${name}`,
    register: 'Daftarkan kader yang dipilih',
    registerAll: 'Daftarkan semua kader aktif',
    done: (count: number) => `${count} peserta baru terdaftar.`,
    noPeriod: 'Belum ada periode',
  },
  {
    title: 'Candidates',
    lead: 'Active cadres become candidates by kelurahan. Participant numbers carry no personal data.',
    caption: 'Candidates by kelurahan',
    urbanVillage: 'Kelurahan',
    district: 'Kecamatan',
    cadres: 'Active cadres',
    registered: 'Registered',
    eligible: 'Eligible',
    seated: 'With a seat',
    choose: 'Choose',
    chooseLabel: (name: string) => `Choose ${name}`,
    register: 'Register the chosen cadres',
    registerAll: 'Register all active cadres',
    done: (count: number) => `${count} new candidates registered.`,
    noPeriod: 'No period yet',
  },
)
