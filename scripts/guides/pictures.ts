/** Every picture of the documents: scripts/guide-screenshots.ts takes each of them, and some document shows each of them. */
export const PICTURES = [
  'docs/images/exam-phone.png',
  'docs/images/distribution.png',
  'docs/guides/images/pengawas-papan.png',
  'docs/guides/images/pengawas-tindakan.png',
  'docs/guides/images/pengawas-catatan.png',
  'docs/guides/images/verifikator-antrean.png',
  'docs/guides/images/verifikator-usulan.png',
  'docs/guides/images/verifikator-berkas.png',
  'docs/guides/images/verifikator-borongan.png',
  'docs/guides/images/verifikator-tms.png',
  'docs/guides/images/verifikator-hasil.png',
  'docs/guides/images/verifikator-lembar-nilai.png',
  'docs/guides/images/pleno-siapkan.png',
  'docs/guides/images/pleno-anggota.png',
  'docs/guides/images/pleno-sidang.png',
  'docs/guides/images/pleno-keputusan.png',
  'docs/guides/images/pleno-terbitkan.png',
  'docs/guides/images/pleno-pengumuman.png',
  'docs/guides/images/pleno-sanggah.png',
  'docs/guides/images/pleno-penetapan.png',
  'docs/guides/images/dinas-periode.png',
  'docs/guides/images/dinas-aturan.png',
  'docs/guides/images/dinas-data-kader.png',
  'docs/guides/images/dinas-data-seleksi.png',
  'docs/guides/images/dinas-daftar.png',
  'docs/guides/images/dinas-skenario.png',
  'docs/guides/images/dinas-corong.png',
  'docs/guides/images/penerbit-siap.png',
  'docs/guides/images/penerbit-berjalan.png',
  'docs/guides/images/penerbit-minta.png',
  'docs/guides/images/penerbit-setujui.png',
  'docs/guides/images/penerbit-periksa.png',
  'docs/guides/images/penerbit-dicabut.png',
] as const

export type Picture = (typeof PICTURES)[number]

/** So that a document loads on prepaid data. */
export const LARGEST_PICTURE_BYTES = 60_000
