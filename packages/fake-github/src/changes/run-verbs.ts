import type { FakeAccount } from '../state/account.js'
import type { FakeCheckRun } from '../state/check-run.js'
import { nodeId } from '../state/node-id.js'
import { headOf, type RepositoryState, takeNumber } from '../state/repository-state.js'
import type { FakeRun, RunConclusion, RunStatus } from '../state/run.js'
import type { World } from '../state/world.js'
import { addJobs, finishJobs, jobsOf } from './job-verbs.js'
import { accountOf } from './made-up-people.js'
import { workflowOf } from './workflow-of.js'

/** A new workflow run; what isn't given is made up. */
export interface RunOptions {
  readonly name?: string
  readonly event?: string
  readonly headSha?: string
  readonly headBranch?: string
  readonly actor?: FakeAccount | string | null
  /** Default `in_progress`. */
  readonly status?: RunStatus
  /** Names of its jobs; default `build`, `test`. */
  readonly jobs?: readonly string[]
  readonly createdAt?: Date
}

/** Starts a workflow run with its jobs. */
export function startRun(world: World, repository: RepositoryState, options: RunOptions = {}): FakeRun {
  const id = world.newId('runs')
  const createdAt = options.createdAt ?? world.now()
  const name = options.name ?? 'CI'
  const headSha = options.headSha ?? headOf(repository)
  if (headSha === null) throw new Error(`${repository.name} is empty: push before a run`)
  const branch = options.headBranch ?? repository.defaultBranch
  const workflow = workflowOf(world, repository, name, { createdAt, branch })
  const run: FakeRun = {
    id,
    nodeId: nodeId('WorkflowRun', repository.id, id),
    number: takeNumber(repository, 'runs'),
    workflowId: workflow.id,
    path: workflow.path,
    name,
    displayTitle: name,
    event: options.event ?? 'push',
    headBranch: branch,
    headSha,
    status: options.status ?? 'in_progress',
    conclusion: null,
    attempt: 1,
    actor: accountOf(world, options.actor),
    createdAt,
    updatedAt: createdAt,
    runStartedAt: createdAt,
    checkRuns: [],
  }
  repository.runs.set(id, run)
  addJobs(world, repository, run, options.jobs ?? ['build', 'test'])
  return run
}

/** Ends the latest attempt. */
export function finishRun(
  world: World,
  repository: RepositoryState,
  id: number,
  options: { readonly conclusion?: RunConclusion; readonly finishedAt?: Date } = {},
): FakeRun {
  const run = runOf(repository, id)
  const conclusion = options.conclusion ?? 'success'
  const updatedAt = options.finishedAt ?? world.now()
  finishJobs(repository, run, conclusion, updatedAt)
  return Object.assign(run, { status: 'completed' as const, conclusion, updatedAt })
}

/** Starts another attempt, with new jobs. */
export function rerun(world: World, repository: RepositoryState, id: number): FakeRun {
  const run = runOf(repository, id)
  const names = jobsOf(repository, run).map((job) => job.name)
  run.attempt += 1
  run.status = 'in_progress'
  run.conclusion = null
  run.runStartedAt = world.now()
  run.updatedAt = world.now()
  addJobs(world, repository, run, names)
  return run
}

/** A check run that a step creates, such as a report of tests. */
export function createCheckRun(
  world: World,
  repository: RepositoryState,
  id: number,
  options: { readonly name?: string; readonly title?: string | null; readonly externalId?: string } = {},
): FakeCheckRun {
  const run = runOf(repository, id)
  const own = world.newId('jobs')
  const made: FakeCheckRun = {
    id: own,
    nodeId: nodeId('CheckRun', repository.id, own),
    runId: run.id,
    name: options.name ?? 'Test report',
    status: 'completed',
    conclusion: 'neutral',
    startedAt: world.now(),
    completedAt: world.now(),
    title: options.title === undefined ? '3 tests passed' : options.title,
    externalId: options.externalId ?? '',
  }
  run.checkRuns.push(made)
  return made
}

function runOf(repository: RepositoryState, id: number): FakeRun {
  const run = repository.runs.get(id)
  if (!run) throw new Error(`${repository.name} has no run ${id}`)
  return run
}
