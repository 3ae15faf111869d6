import type { Client } from 'pg'
import { backendPid } from './lock-statements.js'

const rounds = 2

/**
 * Whether the two connections go through a transaction pooler: then a statement may reach a server process that another
 * connection has in use. One has an open transaction, which keeps its process, while the other asks for its own.
 */
export async function isTransactionPooled(client: Client, other: Client): Promise<boolean> {
  const own = new Set([await backendPid(client)])
  const others = new Set<number>()
  // A pooler that takes its connections in turn may show it in the second round only.
  for (let round = 0; round < rounds; round++) {
    await other.query('BEGIN')
    try {
      const pid = await backendPid(other)
      // Asking the client now would wait for ever where the pooler has this one connection only.
      if (own.has(pid)) return true
      others.add(pid)
      own.add(await backendPid(client))
    } finally {
      await other.query('ROLLBACK')
    }
  }
  return own.size > 1 || others.size > 1 || [...others].some((pid) => own.has(pid))
}
