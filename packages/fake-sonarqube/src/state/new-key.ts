import { hash } from 'node:crypto'
import type { World } from './world.js'

/** A UUID that is the same for the same seed. */
export function newUuid({ seed, nextId }: Pick<World, 'seed' | 'nextId'>): string {
  const digits = hash('sha256', `${seed}/${nextId()}`, 'hex')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(12, 15)}`, `8${digits.slice(15, 18)}`]
  return [...parts, digits.slice(18, 30)].join('-')
}

/** Ids of servers before 10 begin with `AY`. */
export function newAnalysisKey(world: Pick<World, 'seed' | 'flavor' | 'nextId'>): string {
  return world.flavor === '25' ? newUuid(world) : `AY${String(world.nextId()).padStart(18, 'x')}`
}
