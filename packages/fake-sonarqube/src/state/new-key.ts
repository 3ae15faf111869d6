import type { World } from './world.js'

/** A UUID that is the same for the same seed. */
export function newUuid(world: Pick<World, 'random'>): string {
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(world.random() * 16).toString(16)).join('')
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`
}

/** Ids of servers before 10 begin with `AY`. */
export function newAnalysisKey(world: Pick<World, 'random' | 'flavor' | 'nextId'>): string {
  return world.flavor === '25' ? newUuid(world) : `AY${String(world.nextId()).padStart(18, 'x')}`
}
