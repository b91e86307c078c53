import { compareFractions, type Fraction } from '../shared/points.ts'

/** A score that equals the cut score passes. Both are exact and on the same scale. */
export const isPass = (score: Fraction, cutScore: Fraction): boolean => compareFractions(score, cutScore) >= 0
