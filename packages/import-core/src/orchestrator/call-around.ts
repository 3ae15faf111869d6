import { settleBefore } from './settle-before.js'

/** How long a hook may take to begin the work, and to end after it. */
export const hookPatienceMs = 1_000

/** A hook of the host around some work. */
type Around<Result> = (next: () => Promise<Result>) => PromiseLike<unknown>

/**
 * Does the work inside of the hook, whatever that does: the work is done once, and its result is its own.
 *
 * @param misuse is told what the hook did wrong
 */
export async function callAround<Result>(
  hook: Around<Result> | undefined,
  work: () => Promise<Result>,
  misuse: (what: string, error?: unknown) => void,
): Promise<Result> {
  if (!hook) return work()
  let doing: Promise<Result> | undefined
  let tellBegun = () => {}
  const begun = new Promise<void>((resolve) => {
    tellBegun = resolve
  })
  const begin = () => {
    doing ??= work()
    tellBegun()
    return doing
  }
  const next = () => {
    const told = begin().then(copyOf)
    // The hook may not look after it.
    told.catch(() => undefined)
    return told
  }
  let hasThrown = false
  const ended = (async () => {
    try {
      await hook(next)
    } catch (error) {
      const isOfWork =
        doing !== undefined &&
        (await doing.then(
          () => false,
          (thrown) => thrown === error,
        ))
      if (isOfWork) return
      hasThrown = true
      misuse('threw', error)
    }
  })()
  await settleBefore(Promise.race([begun, ended]), hookPatienceMs)
  if (!doing && !hasThrown) misuse('did not call next')
  const result = await begin()
  await settleBefore(ended, hookPatienceMs)
  return result
}

/** What a hook is shown: changes of it change nothing else. */
function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  // The same fields with values of the same types.
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copyOf(field)])) as Value
}
