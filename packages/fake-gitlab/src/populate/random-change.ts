import { pick } from '@data-import/fake-server'
import type { FakeOwner } from '../owner-handle.js'
import type { FakeProjectHandle } from '../project-handle.js'
import type { FakeMergeRequest } from '../state/merge-request.js'

type Change = (project: FakeProjectHandle, random: () => number) => string | undefined

const people = ['ana', 'bo', 'chen', 'dara', 'emil'] as const

/** Makes one change, of any kind that can happen; says what it did. */
export function randomChange(owner: FakeOwner, random: () => number): string {
  for (let attempt = 0; attempt < 50; attempt++) {
    const projects = owner.projects()
    const project = projects[Math.floor(random() * projects.length)]
    const change = changes[Math.floor(random() * changes.length)]
    if (!project || !change || project.history().length === 0) continue
    const said = change(project, random)
    if (said !== undefined) return `project ${project.id}: ${said}`
  }
  return 'nothing'
}

function one<Item>(items: Iterable<Item>, random: () => number): Item | undefined {
  const list = [...items]
  return list[Math.floor(random() * list.length)]
}

/** Does something with a merge request that is open, or with any. */
const ofMergeRequest =
  (isOpen: boolean, change: (given: FakeMergeRequest, ...rest: Parameters<Change>) => string | undefined): Change =>
  (project, random) => {
    const all = [...project.truth().mergeRequests.values()]
    const given = one(isOpen ? all.filter(({ state }) => state === 'opened') : all, random)
    return given && change(given, project, random)
  }

const changes: readonly Change[] = [
  (project) => `push ${project.push({ commits: 2 })}`,
  (project) => {
    if (project.history().length < 4) return undefined
    return `force push ${project.forcePush({ drop: 2, add: 1 })}`
  },
  (project) => `late merge ${project.lateMerge({ commits: 2, committedAt: new Date(Date.UTC(2026, 0, 2)) })}`,
  (project) => `open !${project.openMergeRequest().iid}`,
  ofMergeRequest(true, (given, project, random) => {
    const method = pick(random, ['merge', 'squash', 'fast-forward'] as const)
    project.mergeMergeRequest(given, method)
    return `${method} !${given.iid}`
  }),
  ofMergeRequest(true, (given, project) => {
    project.pushToMergeRequest(given, 2)
    return `push to !${given.iid}`
  }),
  ofMergeRequest(true, (given, project) => {
    project.setMergeRequestState(given, 'closed')
    return `close !${given.iid}`
  }),
  ofMergeRequest(true, (given, project) => {
    project.setDraft(given, !given.isDraft)
    return `draft !${given.iid}`
  }),
  ofMergeRequest(false, (given, project, random) => {
    project.approve(given, pick(random, people))
    return `approve !${given.iid}`
  }),
  ofMergeRequest(false, (given, project) => {
    const approval = given.approvals[0]
    if (!approval) return undefined
    project.unapprove(given, approval.account)
    return `unapprove !${given.iid}`
  }),
  ofMergeRequest(true, (given, project, random) => {
    project.requestReview(given, pick(random, people))
    return `request review of !${given.iid}`
  }),
  ofMergeRequest(true, (given, project) => {
    const reviewer = given.reviewers[0]
    if (!reviewer) return undefined
    project.removeReviewRequest(given, reviewer.account)
    return `take back request of !${given.iid}`
  }),
  ofMergeRequest(false, (given, project, random) => {
    project.comment(given, { author: pick(random, people) })
    return `comment !${given.iid}`
  }),
  ofMergeRequest(false, (given, project, random) => {
    const note = one(
      given.notes.filter(({ isSystem }) => !isSystem),
      random,
    )
    if (!note) return undefined
    project.editComment(given, note.id, 'On second thoughts.')
    return `edit comment ${note.id} of !${given.iid}`
  }),
  ofMergeRequest(false, (given, project, random) => {
    project.updateMergeRequest(given, { title: `${given.title} again`, labels: [pick(random, people)] })
    return `rename !${given.iid}`
  }),
  ofMergeRequest(false, (given, project) => {
    project.deleteMergeRequest(given)
    return `delete !${given.iid}`
  }),
  (project) => `open #${project.openIssue().iid}`,
  (project, random) => {
    const issue = one(project.truth().issues.values(), random)
    if (!issue) return undefined
    project.setIssueState(issue, issue.state === 'opened' ? 'closed' : 'opened')
    return `state of #${issue.iid}`
  },
  (project, random) => {
    const issue = one(project.truth().issues.values(), random)
    if (!issue) return undefined
    project.updateIssue(issue, { title: `${issue.title} again`, labels: [pick(random, people)] })
    return `rename #${issue.iid}`
  },
  (project, random) => {
    const issue = one(project.truth().issues.values(), random)
    if (!issue) return undefined
    project.deleteIssue(issue)
    return `delete #${issue.iid}`
  },
  (project) => `start pipeline ${project.startPipeline().id}`,
  (project, random) => {
    const pipeline = one(project.truth().pipelines.values(), random)
    if (pipeline?.status !== 'running') return undefined
    project.finishPipeline(pipeline, pick(random, ['success', 'failed', 'canceled'] as const))
    return `finish pipeline ${pipeline.id}`
  },
  (project, random) => {
    const pipeline = one(project.truth().pipelines.values(), random)
    const job = pipeline?.jobs.find(({ isRetried, isBridge }) => !isRetried && !isBridge)
    if (!pipeline || !job) return undefined
    project.retryJob(pipeline, job.name)
    return `retry ${job.name} of ${pipeline.id}`
  },
  (project, random) => {
    const parent = one(project.truth().pipelines.values(), random)
    if (!parent) return undefined
    return `child ${project.startPipeline({ parent }).id} of ${parent.id}`
  },
  // By a job. One by the API leaves no sign where there was none of late, so only the full look sees it.
  (project) => `deploy ${project.deploy({ pipeline: project.startPipeline() }).id}`,
  (project, random) => {
    const deployment = one(project.truth().deployments.values(), random)
    if (deployment?.status !== 'running') return undefined
    project.setDeploymentStatus(deployment, pick(random, ['success', 'failed'] as const))
    return `end deployment ${deployment.id}`
  },
  (project) => `release ${project.release().tag}`,
  (project, random) => {
    const pipeline = one(project.truth().pipelines.values(), random)
    if (pipeline?.status !== 'running') return undefined
    // Names are unique in a pipeline, but for jobs that were retried.
    return `manual job ${project.addManualJob(pipeline, `go ${pipeline.jobs.length}`).id} in ${pipeline.id}`
  },
  (project) => {
    const { path } = project.truth()
    project.rename(`${path}-x`)
    return `rename to ${path}-x`
  },
  (project) => {
    project.update({ description: `Described ${project.truth().stars}`, stars: project.truth().stars + 1 })
    return 'description'
  },
  (project, random) => {
    const release = one(project.truth().releases.values(), random)
    if (!release) return undefined
    project.updateRelease(release, { name: `${release.name} again` })
    return `rename release ${release.tag}`
  },
  (project, random) => {
    const release = one(project.truth().releases.values(), random)
    if (!release) return undefined
    project.deleteRelease(release)
    return `delete release ${release.tag}`
  },
]
