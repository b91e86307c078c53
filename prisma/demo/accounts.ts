import type { Role } from '#app/domain/access/role.ts'

export const DEMO_PASSWORD = 'peragaan-tera-2026'

type DemoAccount = {
  readonly username: string
  readonly displayName: string
  readonly role: Role
  readonly regionCode: string
  readonly homeRegionCode: string | null
}

const account = (
  username: string,
  displayName: string,
  role: Role,
  regionCode = '',
  homeRegionCode: string | null = null,
): DemoAccount => ({ username, displayName, role, regionCode, homeRegionCode })

/** Invented people, one or two for each role; lurah and camat2, lurah2 and camat are neighbours in the way of a case. Two assessors live in different kelurahan, so that every answer finds a marker. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account('penulis', 'Ratna Wulandari (peragaan)', 'author'),
  account('penelaah', 'Ahli Peragaan, M.K.M.', 'reviewer'),
  account('pengawas', 'Hendra Saputra (peragaan)', 'proctor'),
  account('pengawas2', 'Wulan Sari (peragaan)', 'proctor'),
  account('asesor1', 'Dewi Kartika (peragaan)', 'assessor', '', '36.72.01.1001'),
  account('asesor2', 'Yuni Astuti (peragaan)', 'assessor', '', '36.72.08.1001'),
  account('verifikator', 'Lestari Ningsih (peragaan)', 'verifier'),
  account('lurah', 'Petugas Kelurahan Ciwedus (peragaan)', 'kelurahan-officer', '36.72.02.1002'),
  account('lurah2', 'Petugas Kelurahan Cibeber (peragaan)', 'kelurahan-officer', '36.72.01.1001'),
  account('camat', 'Petugas Kecamatan Cibeber (peragaan)', 'kecamatan-officer', '36.72.01'),
  account('camat2', 'Petugas Kecamatan Cilegon (peragaan)', 'kecamatan-officer', '36.72.02'),
  account('pleno', 'Anggota Pleno (peragaan)', 'plenary-member'),
  account('pleno2', 'Anggota Pleno Kedua (peragaan)', 'plenary-member'),
  account('penyetuju', 'Penyetuju Seleksi (peragaan)', 'selection-approver'),
  account('penerbit', 'Penerbit Sertifikat (peragaan)', 'issuer'),
  account('analis', 'Analis DP3AP2KB (peragaan)', 'office-analyst'),
  account('walikota', 'Kantor Wali Kota (peragaan)', 'mayors-office'),
  account('admin', 'Administrator (peragaan)', 'administrator'),
  account('auditor', 'Auditor (peragaan)', 'auditor'),
]
