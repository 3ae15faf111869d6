import { hostname } from 'node:os'

/** Who holds a lock, for people. */
export function holderName(): string {
  return `${hostname()}:${process.pid}`
}
