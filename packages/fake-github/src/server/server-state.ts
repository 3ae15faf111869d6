import type { FaultList, Router } from '@data-import/fake-server'
import type { FakeRequest } from '../faults/fake-faults.js'
import type { GraphqlServer } from '../graphql/graphql-server.js'
import type { Quota } from '../limits/quota.js'
import type { World } from '../state/world.js'
import type { TrafficRecorder } from '../traffic/traffic-recorder.js'
import type { Route } from './route.js'

/** What a server needs to answer. */
export interface ServerState {
  readonly world: World
  /** Base of REST; known once it listens. */
  base: string
  readonly latencyMs: number
  /** The budget of everybody without a token. */
  readonly anonymous: Quota
  readonly router: Router<Route>
  readonly graphql: GraphqlServer
  readonly faults: FaultList<FakeRequest>
  readonly traffic: TrafficRecorder
}
