import fc from 'fast-check'

/** What a script does in a random graph. */
export type Behaviour = 'completes' | 'throws' | 'throws undefined' | 'half fails' | 'wholly fails'

/** A script of a random graph, for one data source. */
export interface RandomNode {
  resource: string
  dependsOn: readonly string[]
  behaviour: Behaviour
  /** Milliseconds; 0 ends in the same turn of the event loop, where failures of several scripts meet. */
  delayMs: number
}

export interface RandomGraph {
  concurrency: number
  /** Scripts by data source; the graph is the same for each, what they do is not. */
  sources: readonly (readonly RandomNode[])[]
  /** Asks the pass to end when so many scripts have started. */
  drainAfter: number | undefined
}

const behaviours: Behaviour[] = [
  'completes',
  'completes',
  'completes',
  'throws',
  'throws undefined',
  'half fails',
  'wholly fails',
]

export const randomGraph: fc.Arbitrary<RandomGraph> = fc
  .integer({ min: 1, max: 8 })
  .chain((size) => {
    const shape = fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        index === 0
          ? fc.constant<number[]>([])
          : fc.uniqueArray(fc.integer({ min: 0, max: index - 1 }), { maxLength: 3 }),
      ),
    )
    const conduct = fc.record({ behaviour: fc.constantFrom(...behaviours), delayMs: fc.constantFrom(0, 0, 0, 1, 3) })
    const source = fc.array(conduct, { minLength: size, maxLength: size })
    return fc.record({
      shape,
      concurrency: fc.integer({ min: 1, max: 6 }),
      conducts: fc.array(source, { minLength: 1, maxLength: 3 }),
      drainAfter: fc.option(fc.integer({ min: 1, max: size }), { nil: undefined, freq: 5 }),
    })
  })
  .map(({ shape, concurrency, conducts, drainAfter }) => ({
    concurrency,
    drainAfter,
    sources: conducts.map((conduct) =>
      conduct.map((does, index) => ({
        ...does,
        resource: `r${index}`,
        dependsOn: (shape[index] ?? []).map((upstream) => `r${upstream}`),
      })),
    ),
  }))

/** The model: what each script of a data source comes to when nothing ends the pass early. */
export function expectedStatuses(nodes: readonly RandomNode[]): Map<string, string> {
  const statuses = new Map<string, string>()
  const own = { completes: 'COMPLETED', 'half fails': 'PARTIAL' } as Record<Behaviour, string | undefined>
  for (const { resource, dependsOn, behaviour } of nodes) {
    const isBlocked = dependsOn.some((upstream) => !['COMPLETED', 'PARTIAL'].includes(statuses.get(upstream) ?? ''))
    statuses.set(resource, isBlocked ? 'SKIPPED' : (own[behaviour] ?? 'FAILED'))
  }
  return statuses
}
