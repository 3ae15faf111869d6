import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collects memory again and again until the work ends: what only weak references hold does not survive it. */
export async function whileCollectingMemory<Result>(work: Promise<Result>): Promise<Result> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const collecting = setInterval(collect, 5)
  return work.finally(() => clearInterval(collecting))
}
