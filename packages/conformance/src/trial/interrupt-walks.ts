import type { HttpTrial, Lab } from './lab.js'
import type { Source } from './open-trial.js'

/**
 * Lets the process die once each script that runs has ended, or stands behind a checkpoint that has a position.
 * @returns keys of the requests that it sent: a walk that begins anew sends some of them again
 * @throws {NotApplicableError} where no walk makes one.
 */
export async function interruptWalks(lab: Lab, { proxy }: HttpTrial, source: Source): Promise<ReadonlySet<string>> {
  const waiting = new Set<string>()
  let release = () => {}
  const death = new Promise<void>((resolve) => {
    release = resolve
  })
  proxy.interfere()
  await source.pass({
    onStep({ phase, cursor, resource }) {
      if (cursor === null || phase === 'before') return undefined
      waiting.add(resource)
      return death
    },
    onRunning(running, die) {
      if (waiting.size === 0 || [...running].some((resource) => !waiting.has(resource))) return
      die()
      release()
    },
  })
  console.log('WAITING', [...waiting])
  if (waiting.size === 0) lab.skip('no walk makes a checkpoint with a position, so that none can be refused')
  return new Set(proxy.requests().map(({ key }) => key))
}
