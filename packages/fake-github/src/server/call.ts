import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import type { Token } from '../tokens/token.js'

/** A REST request on its way to an answer. */
export interface Call {
  readonly world: World
  /** Base of REST, without a slash at the end. */
  readonly base: string
  readonly method: string
  /** Without the base of an Enterprise Server. */
  readonly path: string
  readonly query: URLSearchParams
  /** Taken from the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>
  /** As it arrived, without the word `Bearer`. */
  readonly credentials: string | null
  readonly token: Token | null
}

/** A request for something of a repository that the token sees. */
export interface RepositoryCall extends Call {
  readonly repository: RepositoryState
}

/** A path parameter, which the route's pattern guarantees. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? ''
}
