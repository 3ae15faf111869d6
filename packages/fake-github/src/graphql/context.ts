import type { World } from '../state/world.js'
import type { Token } from '../tokens/token.js'
import type { QuerySize } from './query-size.js'

/** What every resolver sees. */
export interface Context {
  readonly world: World
  readonly token: Token
  readonly size: QuerySize
}
