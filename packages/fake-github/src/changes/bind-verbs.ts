import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'

/** What changes a repository, with whatever it is told besides. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments are each verb's own
export type Verb = (world: World, repository: RepositoryState, ...given: any[]) => unknown

/** Verbs as a test calls them: without the world and the repository, and always with a promise. */
export type BoundVerbs<Verbs extends Readonly<Record<string, Verb>>> = {
  readonly [Name in keyof Verbs]: Verbs[Name] extends (
    world: World,
    repository: RepositoryState,
    ...given: infer Given
  ) => infer Result
    ? (...given: Given) => Promise<Awaited<Result>>
    : never
}

/** Binds verbs to one repository, so that each is declared once: where it is written. */
export function bindVerbs<Verbs extends Readonly<Record<string, Verb>>>(
  world: World,
  repository: RepositoryState,
  verbs: Verbs,
): BoundVerbs<Verbs> {
  const bound = Object.entries(verbs).map(([name, verb]) => [
    name,
    async (...given: unknown[]) => verb(world, repository, ...given),
  ])
  // One entry for each verb, with what is left of its arguments.
  return Object.fromEntries(bound) as BoundVerbs<Verbs>
}
