import type { World } from '../state/world.js'
import { Failure } from './failure.js'

/** As the server prints it: in its own zone, to the second, with no colon in the offset. */
export function printed({ zoneMinutes }: Pick<World, 'zoneMinutes'>, date: Date): string {
  const local = new Date(date.getTime() + zoneMinutes * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(zoneMinutes)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${local}${zoneMinutes < 0 ? '-' : '+'}${two(size / 60)}${two(size % 60)}`
}

/** Reads a date or date-time of a parameter: nothing but `yyyy-MM-dd` and `yyyy-MM-ddTHH:mm:ss+hhmm`. */
export function readDate({ zoneMinutes }: Pick<World, 'zoneMinutes'>, given: string): Date {
  const day = /^(\d{4}-\d{2}-\d{2})$/.exec(given)?.[1]
  if (day !== undefined) return new Date(Date.parse(day) - zoneMinutes * 60_000)
  const [, at, zone] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})([+-]\d{4})$/.exec(given) ?? []
  const instant = zone === undefined ? Number.NaN : Date.parse(`${at}${zone.slice(0, 3)}:${zone.slice(3)}`)
  if (Number.isNaN(instant)) throw new Failure(400, `Date '${given}' cannot be parsed as either a date or date+time`)
  return new Date(instant)
}
