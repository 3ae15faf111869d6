import type { RepositoryCall } from '../server/call.js'
import { nodeId } from '../state/node-id.js'
import { fullName } from '../state/repository-state.js'

/** `label`. */
export function labelBody(call: RepositoryCall, name: string) {
  return {
    id: 7_000_000_001 + name.length,
    node_id: nodeId('Label', call.repository.id, name),
    url: `${call.base}/repos/${fullName(call.repository)}/labels/${encodeURIComponent(name.toWellFormed())}`,
    name,
    color: 'ededed',
    default: false,
    description: null,
  }
}
