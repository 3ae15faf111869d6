import type { FaultList } from '../faults/fault-list.js'
import type { GraphqlServer } from '../graphql/graphql-server.js'
import type { Quota } from '../limits/quota.js'
import type { World } from '../state/world.js'
import type { TrafficRecorder } from '../traffic/traffic-recorder.js'
import type { createRouter } from './router.js'

/** What a server needs to answer. */
export interface ServerState {
  readonly world: World
  /** Base of REST; known once it listens. */
  base: string
  readonly latencyMs: number
  /** The budget of everybody without a token. */
  readonly anonymous: Quota
  readonly router: ReturnType<typeof createRouter>
  readonly graphql: GraphqlServer
  readonly faults: FaultList
  readonly traffic: TrafficRecorder
}
