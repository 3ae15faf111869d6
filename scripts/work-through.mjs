import { availableParallelism } from 'node:os'

/**
 * Does the work of each thing, some at a time, and each after those that it needs. After a failure nothing more is begun.
 *
 * @param options.needs the things that one needs; all of them are among the given ones
 * @throws what failed first, once all that had begun has ended; also for things that need each other.
 */
export async function workThrough(things, work, { atOnce = availableParallelism(), needs = () => [] } = {}) {
  const waiting = [...things]
  const done = new Set()
  const begun = new Set()
  const failures = []
  const beginNext = () => {
    while (failures.length === 0 && begun.size < atOnce) {
      const index = waiting.findIndex((thing) => needs(thing).every((needed) => done.has(needed)))
      if (index < 0) return
      const [thing] = waiting.splice(index, 1)
      const working = work(thing)
        .then(
          () => done.add(thing),
          (error) => failures.push(error),
        )
        .then(() => begun.delete(working))
      begun.add(working)
    }
  }
  for (beginNext(); begun.size > 0; beginNext()) await Promise.race(begun)
  if (failures.length > 0) throw failures[0]
  if (waiting.length > 0)
    throw new Error(`${waiting.length} of ${things.length} things need each other, or what isn't given.`)
}
