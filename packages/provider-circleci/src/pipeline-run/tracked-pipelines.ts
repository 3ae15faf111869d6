import type { Json } from '@data-import/core/provider'

/** How a pipeline stands: `r` runs, `w` waits or has a word that isn't known, `e` has ended. */
export type Standing = 'r' | 'w' | 'e'

/** A pipeline that later passes look at again. Times are milliseconds since 1970. */
export interface TrackedPipeline {
  id: string
  createdAt: number
  lookedAt: number
  standing: Standing
}

/** The pipelines of one project that may still change. */
export interface TrackedPipelines {
  get(id: string): TrackedPipeline | undefined
  met(pipeline: TrackedPipeline): void
  forget(id: string): void
  /** Those that have a standing, of this walk and of those before. */
  all(): TrackedPipeline[]
  /** What a state or a cursor keeps: text, for there may be thousands. */
  kept(): string[]
}

/** Beyond that, the oldest that have ended are let go: a state holds a megabyte. */
const most = 9_000

/** @param texts what `kept` gave, the latest last */
export function createTrackedPipelines(...texts: readonly Json[]): TrackedPipelines {
  const known = new Map(texts.flatMap(readTracked).map((pipeline) => [pipeline.id, pipeline]))
  return {
    get: (id) => known.get(id),
    met: (pipeline) => void known.set(pipeline.id, pipeline),
    forget: (id) => void known.delete(id),
    all: () => [...known.values()],
    kept: () =>
      [...known.values()]
        .sort((a, b) => Number(a.standing === 'e') - Number(b.standing === 'e') || b.createdAt - a.createdAt)
        .slice(0, most)
        .map(({ id, createdAt, lookedAt, standing }) =>
          [id, createdAt.toString(36), lookedAt.toString(36), standing].join(' '),
        ),
  }
}

/** What somebody else has left in a state is no pipeline. */
export function readTracked(given: Json): TrackedPipeline[] {
  if (!Array.isArray(given)) return []
  return given.flatMap((text: Json) => {
    const [id = '', createdAt = '', lookedAt = '', standing = ''] = typeof text === 'string' ? text.split(' ') : []
    const times = [Number.parseInt(createdAt, 36), Number.parseInt(lookedAt, 36)] as const
    if (id === '' || times.some(Number.isNaN) || !/^[rwe]$/.test(standing)) return []
    return [{ id, createdAt: times[0], lookedAt: times[1], standing: standing as Standing }]
  })
}
