import type { FakeJob, FakeStep } from '../state/job.js'
import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { FakeRun, RunConclusion } from '../state/run.js'
import type { World } from '../state/world.js'

/** Jobs of the latest attempt of a run. */
export function jobsOf(repository: RepositoryState, run: FakeRun): FakeJob[] {
  return [...repository.jobs.values()].filter((job) => job.runId === run.id && job.attempt === run.attempt)
}

/** Adds jobs to the latest attempt of a run. */
export function addJobs(world: World, repository: RepositoryState, run: FakeRun, names: readonly string[]): void {
  for (const name of names) {
    const id = world.newId('jobs')
    const isRunning = run.status === 'in_progress'
    repository.jobs.set(id, {
      id,
      nodeId: nodeId('CheckRun', repository.id, id),
      runId: run.id,
      attempt: run.attempt,
      name,
      status: run.status,
      conclusion: null,
      createdAt: run.runStartedAt,
      startedAt: run.runStartedAt,
      completedAt: null,
      runnerName: isRunning ? 'runner-1' : null,
      steps: isRunning ? [step(1, 'Set up job', run.runStartedAt), step(2, `Run ${name}`, null)] : [],
    })
  }
}

/** Ends the jobs of the latest attempt; the last one bears the run's conclusion. */
export function finishJobs(
  repository: RepositoryState,
  run: FakeRun,
  conclusion: RunConclusion,
  completedAt: Date,
): void {
  const jobs = jobsOf(repository, run)
  for (const [index, job] of jobs.entries()) {
    const own = index === jobs.length - 1 || conclusion === 'skipped' ? jobConclusion(conclusion) : 'success'
    Object.assign(job, { status: 'completed', conclusion: own, completedAt, runnerName: 'runner-1' })
    job.steps = job.steps.map((each, position) => ({
      ...each,
      status: 'completed',
      conclusion: position === job.steps.length - 1 ? own : 'success',
      startedAt: job.startedAt,
      completedAt,
    }))
  }
}

/** A job ends in fewer ways than a run. */
function jobConclusion(conclusion: RunConclusion): RunConclusion {
  return conclusion === 'startup_failure' || conclusion === 'stale' ? 'failure' : conclusion
}

function step(number: number, name: string, startedAt: Date | null): FakeStep {
  return {
    number,
    name,
    status: startedAt ? 'in_progress' : 'queued',
    conclusion: null,
    startedAt,
    completedAt: null,
  }
}
