import type { Executor } from '../contract/executor.js'

/** Runs scripts in the process of the orchestrator, where nothing else is said. */
export const inProcess: Executor = {
  async open({ runHere }) {
    return {
      execute: async (request) => ({ outcome: await runHere(request) }),
      close: async () => undefined,
    }
  },
}
