import type { FakeRepository } from '../repository-handle.js'
import type { RunConclusion } from '../state/run.js'

const conclusions: readonly RunConclusion[] = [
  ...(['success', 'failure', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const),
  ...(['neutral', 'startup_failure'] as const),
]

/** Runs, deployments and releases in every state. */
export async function addDelivery(repository: FakeRepository, ago: (hours: number) => Date): Promise<void> {
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

  const first = await repository.deploy({ creator: 'chen', createdAt: ago(80) })
  await repository.setDeploymentStatus(first.id, { state: 'in_progress', createdAt: ago(79.9) })
  await repository.setDeploymentStatus(first.id, { createdAt: ago(79.8) })
  const second = await repository.deploy({ creator: 'update-bot', createdAt: ago(40) })
  await repository.setDeploymentStatus(second.id, { createdAt: ago(39.8) })
  const failed = await repository.deploy({ environment: 'staging', creator: 'dara', createdAt: ago(20) })
  await repository.setDeploymentStatus(failed.id, { state: 'failure', createdAt: ago(19.9) })
  await repository.deploy({ environment: 'preview/42', creator: 'ana', createdAt: ago(1) })

  await repository.release({ author: 'ana', createdAt: ago(70) })
  await repository.release({ author: 'chen', isPrerelease: true, tagName: 'v2.0.0-β', createdAt: ago(30) })
  await repository.release({ author: 'ana', isDraft: true, name: null, body: null, createdAt: ago(3) })
}
