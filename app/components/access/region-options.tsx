type Region = {
  readonly code: string
  readonly name: string
  readonly parentCode: string | null
  readonly level: 'kecamatan' | 'kelurahan'
}

/** The options of a region field: kelurahan under their kecamatan, and the kecamatan itself where it may be chosen. */
export function RegionOptions({
  regions,
  withDistricts,
  districtLabel,
}: {
  regions: readonly Region[]
  withDistricts: boolean
  districtLabel: string
}) {
  return regions
    .filter(({ level }) => level === 'kecamatan')
    .map((district) => (
      <optgroup key={district.code} label={district.name}>
        {withDistricts ? (
          <option value={district.code}>
            {districtLabel} {district.name}
          </option>
        ) : null}
        {regions
          .filter(({ parentCode }) => parentCode === district.code)
          .map((village) => (
            <option key={village.code} value={village.code}>
              {village.name}
            </option>
          ))}
      </optgroup>
    ))
}
