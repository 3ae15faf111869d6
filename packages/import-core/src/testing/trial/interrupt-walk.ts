import type { HttpTrial, Lab } from './lab.js'
import type { Source } from './open-trial.js'

/** What was asked before a walk was interrupted behind a checkpoint. */
export interface InterruptedWalk {
  /** Keys of the requests. */
  asked: ReadonlySet<string>
  /** Keys of those that a walk which begins anew asks again: what came just before a checkpoint. */
  beginning: ReadonlySet<string>
}

/**
 * Lets the process die behind the first checkpoint that has a position.
 * @throws {NotApplicableError} where no walk makes one.
 */
export async function interruptWalk(lab: Lab, { proxy }: HttpTrial, source: Source): Promise<InterruptedWalk> {
  const beginning = new Set<string>()
  let hasDied = false
  proxy.interfere()
  await source.pass({
    onStep({ phase, cursor }, die) {
      if (cursor === null || hasDied) return
      const last = proxy.requests().at(-1)
      if (phase === 'before' && last) beginning.add(last.key)
      if (phase === 'before') return
      hasDied = true
      die()
    },
  })
  const asked = new Set(proxy.requests().map(({ key }) => key))
  if (!hasDied) lab.skip('no walk makes a checkpoint with a position, so that none can be refused')
  return { asked, beginning }
}
