/** A group inside a larger one whose own figures are shown too. */
export type Group = { readonly code: string; readonly parentCode: string; readonly count: number }

/**
 * The groups whose figures stay hidden. A group below the minimum is hidden; and where the hidden groups of one parent
 * count fewer people together than the minimum, the smallest shown ones are hidden with them until they do not, so that
 * nobody finds a small group by taking the shown ones from the parent's figures. A group without people hides nothing.
 */
export function hiddenGroups(groups: readonly Group[], minimum: number): ReadonlySet<string> {
  const hidden = new Set<string>()
  for (const parentCode of new Set(groups.map((group) => group.parentCode))) {
    const siblings = groups
      .filter((group) => group.parentCode === parentCode)
      .sort((left, right) => left.count - right.count || (left.code < right.code ? -1 : 1))
    let people = 0
    for (const { code, count } of siblings) {
      const coversOthers = people > 0 && people < minimum
      if (count >= minimum && !coversOthers) continue
      hidden.add(code)
      people += count
    }
  }
  return hidden
}

export type RegionCount = { readonly urbanVillageCode: string; readonly districtCode: string; readonly count: number }

/**
 * The kelurahan and kecamatan whose figures stay hidden, when the figures of each kecamatan and of all of them together
 * can be seen beside. Every kelurahan of a hidden kecamatan is hidden, or its sum would tell what the kecamatan does not.
 */
export function hiddenRegions(counts: readonly RegionCount[], minimum: number): ReadonlySet<string> {
  const districts = [...new Set(counts.map(({ districtCode }) => districtCode))].map((code) => ({
    code,
    parentCode: '',
    count: counts.filter(({ districtCode }) => districtCode === code).reduce((sum, { count }) => sum + count, 0),
  }))
  const hidden = new Set(hiddenGroups(districts, minimum))
  const villages = counts.map(({ urbanVillageCode, districtCode, count }) => ({ code: urbanVillageCode, parentCode: districtCode, count }))
  for (const code of hiddenGroups(villages, minimum)) hidden.add(code)
  for (const { urbanVillageCode, districtCode } of counts) if (hidden.has(districtCode)) hidden.add(urbanVillageCode)
  return hidden
}
