import { hash } from 'node:crypto'

/** Name of the lock that lets one pass at a time into a schema. */
export function passLockName(schema: string): string {
  return `v1/${schema}`
}

/** Name of the lock of one resource of one data source. */
export function resourceLockName(schema: string, dataSourceId: string, resource: string): string {
  return `v1/${schema}/${dataSourceId}/${resource}`
}

/** Name of the lock that a worker holds as long as it lives. @param number the lowest one that is free */
export function workerLockName(schema: string, number: number): string {
  return `v1/${schema}/worker/${number}`
}

/**
 * Postgres advisory lock key of a name: the first 8 bytes of its SHA-256 as a signed number. `hashtext` has 32 bits
 * only, collides among 100,000 keys and shares its space with an application's own small numbers.
 */
export function lockKey(name: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', name, 'hex').slice(0, 16)}`))
}
