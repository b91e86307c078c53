import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { cellText, type TableRow } from './import-cell.ts'
import { Region } from './region.ts'

const RegionLine = z.object({
  code: RegionCode,
  level: Region.shape.level,
  parent_code: z.union([z.literal(''), RegionCode]),
  name: z.string().min(1),
  aliases: z.string(),
})
const PopulationLine = z.object({ kemendagri_code: RegionCode, population: z.coerce.number().int().min(0) })

/**
 * The regions of `regions.csv` with the people of `kelurahan-population.csv`. Refuses a file whose lines are malformed,
 * whose kelurahan lie in no listed kecamatan, or where the two files do not name the same kelurahan.
 */
export function regionsFromFiles(
  regionLines: readonly TableRow[],
  populationLines: readonly TableRow[],
): Result<Region[], { kind: 'bad-region-file'; line: number }> {
  const population = new Map<string, number>()
  for (const { line, cells } of records(populationLines)) {
    const parsed = PopulationLine.safeParse(cells)
    if (!parsed.success) return refuse({ kind: 'bad-region-file', line })
    population.set(parsed.data.kemendagri_code, parsed.data.population)
  }
  const regions: Region[] = []
  for (const { line, cells } of records(regionLines)) {
    const parsed = RegionLine.safeParse(cells)
    if (!parsed.success) return refuse({ kind: 'bad-region-file', line })
    const { code, level, parent_code: parent, name, aliases } = parsed.data
    const people = population.get(code) ?? null
    const isPlaced =
      parent === '' ? level === 'provinsi' : regions.some((region) => region.code === parent) && code.startsWith(`${parent}.`)
    if (!isPlaced || (level === 'kelurahan') !== (people !== null)) return refuse({ kind: 'bad-region-file', line })
    regions.push({
      code,
      level,
      parentCode: parent === '' ? null : parent,
      name,
      aliases: aliases
        .split('|')
        .map((alias) => alias.trim())
        .filter((alias) => alias !== ''),
      population: people,
    })
  }
  return accept(regions)
}

function records(lines: readonly TableRow[]): { line: number; cells: Record<string, string> }[] {
  const [header, ...rest] = lines
  const names = (header?.cells ?? []).map(cellText)
  return rest
    .filter((line) => line.cells.some((cell) => cellText(cell) !== ''))
    .map((line) => ({
      line: line.number,
      cells: Object.fromEntries(names.map((name, index) => [name, cellText(line.cells[index] ?? null)])),
    }))
}
