import type { HttpTrial, Lab } from './lab.js'
import type { Source } from './open-trial.js'

/**
 * Lets the process die behind the first checkpoint that has a position.
 * @returns keys of the requests that it sent: a walk that starts over sends some of them again
 * @throws {NotApplicableError} where no walk makes one.
 */
export async function interruptWalk(lab: Lab, { proxy }: HttpTrial, source: Source): Promise<ReadonlySet<string>> {
  let hasDied = false
  proxy.interfere()
  await source.pass({
    onStep({ phase, cursor }, die) {
      if (cursor === null || hasDied || phase === 'before') return
      hasDied = true
      die()
    },
  })
  if (!hasDied) lab.skip('no walk makes a checkpoint with a position, so that none can be refused')
  return new Set(proxy.requests().map(({ key }) => key))
}
