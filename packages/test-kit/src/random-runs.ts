/** Everything, not only a sample: in `npm run test:deep`. */
export const isDeep = process.env.DATA_IMPORT_DEPTH === 'deep'

/** How often a random test runs: a sample that is the same each time, or in the deep suite many, of other numbers each time. */
export function randomRuns(sample: number, deep: number): { numRuns: number; seed?: number } {
  return isDeep ? { numRuns: deep } : { numRuns: sample, seed: 1 }
}

/** Milliseconds that a test of which every check runs a sample may take: as any other, and in the deep suite more than any machine needs. */
export const randomTimeoutMs = isDeep ? 5_400_000 : 180_000
