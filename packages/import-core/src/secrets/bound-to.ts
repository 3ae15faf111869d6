import { createHash } from 'node:crypto'
import type { Origins } from './origins.js'

/** One secret: where it is stored, and what it is. */
export interface BoundSecret {
  dataSourceId: string
  key: string
  value: string
}

/**
 * What `DataSourceConfig.boundTo` holds of a secret that isn't bound by its encryption: where it was first used, and a digest by
 * which one that was set since is known to be another.
 */
export function boundTo(secret: BoundSecret, origins: Origins): string {
  return JSON.stringify({ secret: digestOf(secret), origins })
}

/** Where a secret may go by what `boundTo` has noted; undefined where nothing is noted of this one. */
export function notedOrigins(noted: string | null | undefined, secret: BoundSecret): Origins | undefined {
  if (typeof noted !== 'string') return undefined
  try {
    const given: unknown = JSON.parse(noted)
    if (typeof given !== 'object' || given === null || !('secret' in given) || !('origins' in given)) return undefined
    return given.secret === digestOf(secret) && isOrigins(given.origins) ? given.origins : undefined
  } catch {
    // Somebody else has written it.
    return undefined
  }
}

function isOrigins(given: unknown): given is Origins {
  return (
    typeof given === 'object' && given !== null && Object.values(given).every((origin) => typeof origin === 'string')
  )
}

function digestOf({ dataSourceId, key, value }: BoundSecret): string {
  return createHash('sha256')
    .update(JSON.stringify([dataSourceId, key, value]))
    .digest('hex')
    .slice(0, 32)
}
