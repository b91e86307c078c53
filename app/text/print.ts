import { defineWords } from './words.ts'

/** What every printed page carries: whose it is, and where one is in it. */
export const printWords = defineWords(
  {
    product: 'Tera',
    tagline: 'Asesmen kompetensi kader',
    government: 'Pemerintah Kota Cilegon',
    office: 'Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana',
    officeShort: 'DP3AP2KB Kota Cilegon',
    programme: 'Kader Cilegon Mandiri',
    page: (page: number, pages: number) => `Halaman ${page} dari ${pages}`,
    demo: 'CONTOH',
    demoNote: 'Data peragaan: orang dan angka di sini rekaan.',
  },
  {
    product: 'Tera',
    tagline: 'Competency assessment for cadres',
    government: 'City Government of Cilegon',
    office: 'Office for Women’s Empowerment, Child Protection, Population Control and Family Planning',
    officeShort: 'DP3AP2KB Kota Cilegon',
    programme: 'Kader Cilegon Mandiri',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    demo: 'SPECIMEN',
    demoNote: 'Demo data: the people and figures here are invented.',
  },
)
