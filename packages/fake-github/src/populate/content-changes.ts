import { pick, wholeNumber } from '@data-import/fake-server'
import type { Change } from './random-change.js'

/** Changes of what stands beside the commits. */
export const contentChanges: Readonly<Record<string, Change>> = {
  async openPullRequest(repository, random) {
    if (repository.head() === null) return false
    await repository.openPullRequest({ isDraft: random() < 0.2, commits: wholeNumber(random, 1, 2) })
    return true
  },
  updatePullRequest: withOne('pullRequests', async (repository, { number, state }, random) => {
    const title = `Title ${wholeNumber(random, 1, 1_000)}`
    await repository.updatePullRequest(number, state === 'OPEN' && random() < 0.4 ? { commits: 1 } : { title })
  }),
  reviewPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
    const state = pick(random, ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'] as const)
    await repository.reviewPullRequest(number, { state })
  }),
  commentOnPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
    await repository.commentOnPullRequest(number, random() < 0.5 ? { path: 'src/index.ts' } : {})
  }),
  labelPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
    await repository.updatePullRequest(number, { labels: random() < 0.5 ? ['hotfix', 'bug'] : [] })
  }),
  markPullRequest: withOne(
    'pullRequests',
    (repository, { number, isDraft }) => repository.updatePullRequest(number, { isDraft: !isDraft }),
    'OPEN',
  ),
  rewritePullRequest: withOne(
    'pullRequests',
    (repository, { number }) => repository.updatePullRequest(number, { commits: 1, isRewritten: true }),
    'OPEN',
  ),
  requestReview: withOne('pullRequests', (repository, { number }) => repository.requestReview(number), 'OPEN'),
  mergePullRequest: withOne('pullRequests', (repository, { number }) => repository.mergePullRequest(number), 'OPEN'),
  closePullRequest: withOne('pullRequests', (repository, { number }) => repository.closePullRequest(number), 'OPEN'),
  reopenPullRequest: withOne(
    'pullRequests',
    (repository, { number }) => repository.reopenPullRequest(number),
    'CLOSED',
  ),
  async openIssue(repository, random) {
    await repository.openIssue({ labels: random() < 0.5 ? ['bug'] : [] })
    return true
  },
  updateIssue: withOne('issues', (repository, { number }, random) =>
    repository.updateIssue(number, { title: `Issue ${wholeNumber(random, 1, 1_000)}` }),
  ),
  closeIssue: withOne('issues', (repository, { number }) => repository.closeIssue(number), 'OPEN'),
  reopenIssue: withOne('issues', (repository, { number }) => repository.reopenIssue(number), 'CLOSED'),
  deleteIssue: withOne('issues', (repository, { number }) => repository.deleteIssue(number)),
  async startRun(repository) {
    if (repository.head() === null) return false
    await repository.startRun()
    return true
  },
  finishRun: withOne('runs', async (repository, { id }, random) => {
    await repository.finishRun(id, { conclusion: pick(random, ['success', 'failure', 'cancelled'] as const) })
  }),
  rerun: withOne('runs', (repository, { id }) => repository.rerun(id)),
  async deploy(repository) {
    if (repository.head() === null) return false
    await repository.deploy()
    return true
  },
  setDeploymentStatus: withOne('deployments', async (repository, { id }, random) => {
    await repository.setDeploymentStatus(id, { state: pick(random, ['in_progress', 'success', 'failure'] as const) })
  }),
  async release(repository, random) {
    await repository.release({ isDraft: random() < 0.3 })
    return true
  },
  editRelease: withOne('releases', (repository, { id }, random) =>
    repository.editRelease(id, { body: `Notes ${wholeNumber(random, 1, 1_000)}`, isDraft: false }),
  ),
  deleteRelease: withOne('releases', (repository, { id }) => repository.deleteRelease(id)),
}

type Rows = Pick<
  Awaited<ReturnType<Parameters<Change>[0]['truth']>>,
  'pullRequests' | 'issues' | 'runs' | 'deployments' | 'releases'
>
type RowOf<Kind extends keyof Rows> = Rows[Kind] extends Map<number, infer Row extends object> ? Row : never

/** Changes one row of a kind, of a state if that matters. */
function withOne<Kind extends keyof Rows>(
  kind: Kind,
  change: (repository: Parameters<Change>[0], row: RowOf<Kind>, random: () => number) => Promise<unknown>,
  state?: string,
): Change {
  return async (repository, random) => {
    const truth = await repository.truth()
    const all = [...truth[kind].values()] as RowOf<Kind>[] // the values of the map that `Kind` names
    const rows = all.filter((row) => state === undefined || ('state' in row && row.state === state))
    const [first, ...rest] = rows
    if (first === undefined) return false
    await change(repository, pick(random, [first, ...rest]), random)
    return true
  }
}
