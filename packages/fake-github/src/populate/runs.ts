import { pick } from '@data-import/fake-server'
import type { RunConclusion } from '../state/run.js'
import { type MadeUpKind, withOne } from './made-up-kind.js'

const conclusions: readonly RunConclusion[] = [
  ...(['success', 'failure', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const),
  ...(['neutral', 'startup_failure'] as const),
]

/** Runs that ended in every way, and some that have not. */
export const madeUpRuns: MadeUpKind = {
  async add(repository, { ago }) {
    for (const [index, conclusion] of conclusions.entries()) {
      // A run that can't start has no jobs.
      const jobs = conclusion === 'startup_failure' ? [] : ['build', 'test']
      const run = await repository.startRun({ actor: 'ana', jobs, createdAt: ago(100 - index) })
      await repository.finishRun(run.id, { conclusion, finishedAt: ago(99 - index) })
    }
    await repository.startRun({ name: 'Nightly', event: 'schedule', status: 'queued', createdAt: ago(2) })
    await repository.startRun({ actor: null, createdAt: ago(1) })
    const flaky = await repository.startRun({ name: 'Flaky', actor: 'update-bot', createdAt: ago(50) })
    await repository.finishRun(flaky.id, { conclusion: 'failure', finishedAt: ago(49) })
    await repository.rerun(flaky.id)
    await repository.finishRun(flaky.id)
  },
  changes: {
    async startRun(repository) {
      if (repository.head() === null) return false
      await repository.startRun()
      return true
    },
    finishRun: withOne('runs', async (repository, { id }, random) => {
      await repository.finishRun(id, { conclusion: pick(random, ['success', 'failure', 'cancelled'] as const) })
    }),
    rerun: withOne('runs', (repository, { id }) => repository.rerun(id)),
  },
}
