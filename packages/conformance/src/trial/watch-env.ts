/** Keys that are asked of any object, by printing or awaiting it. */
const ofAnyObject: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'toJSON', 'then'])

/**
 * A configuration that remembers which keys were read. One that is copied whole (`{ ...env }`) has named no key that isn't
 * there, so that is fine.
 */
export function watchEnv(env: Record<string, string>, onRead: (key: string) => void): Record<string, string> {
  const note = (key: string | symbol) => {
    if (typeof key === 'string' && !ofAnyObject.has(key)) onRead(key)
  }
  return new Proxy(env, {
    get(target, key) {
      note(key)
      return Reflect.get(target, key)
    },
    has(target, key) {
      note(key)
      return Reflect.has(target, key)
    },
  })
}
