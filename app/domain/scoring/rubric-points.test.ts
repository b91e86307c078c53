import { describe, expect, test } from 'vitest'
import { wholePoints } from '../shared/points.ts'
import { accept, refuse } from '../shared/result.ts'
import { pointsForLevels } from './rubric-points.ts'

const levels = [0, 1, 3].map((points) => ({ points, description: `${points}` }))
const rubric = {
  criteria: [
    { key: 'isi', name: 'Isi', levels },
    { key: 'alur', name: 'Alur', levels: levels.slice(0, 2) },
  ],
}

describe('a rubric', () => {
  test.each([
    [{ isi: 2, alur: 1 }, 4n],
    [{ isi: 1, alur: 0 }, 1n],
    [{ isi: 0, alur: 0 }, 0n],
  ])('%j earns %s quarters of the points', (chosen, quarters) => {
    expect(pointsForLevels(rubric, chosen, wholePoints(2))).toEqual(accept((wholePoints(2) * quarters) / 4n))
  })

  test.each([
    [{ isi: 2 }, ['alur']],
    [{ isi: 3, alur: 1 }, ['isi']],
    [{ isi: 2, alur: 1, gaya: 0 }, ['gaya']],
  ])('%j does not fit it', (chosen, criteria) => {
    expect(pointsForLevels(rubric, chosen, wholePoints(2))).toEqual(refuse({ kind: 'levels-incomplete', criteria }))
  })
})
