import type { FakeBuild, FakeCause, FakeCheckout } from '../state/build.js'
import type { FakeJob } from '../state/item.js'
import type { World } from '../state/world.js'
import type { Bean, BeanValue } from '../tree/bean.js'
import { displayNameOf, itemPath } from './addresses.js'

const buildClasses = {
  pipeline: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
  freestyle: 'hudson.model.FreeStyleBuild',
}

/** An object of Jenkins that exports nothing is shown as `{}`. */
const nothing: Bean = { _class: null, values: {} }

/** A build, as `/job/NAME/NUMBER/api/json` shows it. */
export function buildBean(world: World, rootUrl: string, fullName: string, job: FakeJob, build: FakeBuild): Bean {
  const { number } = build
  const url = `${rootUrl}${itemPath(fullName)}/${number}/`
  const logs = build.checkouts.filter(({ changes }) => changes.length > 0)
  // A freestyle job has one change set, and a pipeline one for each checkout.
  const changes: Record<string, () => BeanValue> =
    job.kind === 'pipeline'
      ? { changeSets: () => logs.map((checkout) => changeSetBean(checkout)) }
      : { changeSet: () => (logs[0] ? changeSetBean(logs[0]) : emptyChangeSet) }
  return {
    _class: buildClasses[job.kind],
    values: {
      actions: () => actionBeans(world, build),
      artifacts: () => [],
      building: () => build.building,
      description: () => null,
      displayName: () => `#${number}`,
      duration: () => build.duration,
      estimatedDuration: () => 60_000,
      fullDisplayName: () => `${displayNameOf(fullName)} #${number}`,
      id: () => String(number),
      inProgress: () => build.building,
      keepLog: () => false,
      number: () => number,
      queueId: () => number,
      result: () => build.result,
      timestamp: () => build.timestamp,
      url: () => url,
      ...changes,
    },
    brief: ['number', 'url'],
  }
}

const emptyChangeSet: Bean = {
  _class: 'hudson.scm.EmptyChangeLogSet',
  values: { items: () => [], kind: () => null },
}

function changeSetBean({ changes }: FakeCheckout): Bean {
  const item = (commitId: string): Bean => ({
    _class: 'hudson.plugins.git.GitChangeSet',
    values: { commitId: () => commitId, msg: () => 'A change', authorEmail: () => 'ana@acme.example' },
  })
  return {
    _class: 'hudson.plugins.git.GitChangeSetList',
    values: { items: () => changes.map(item), kind: () => 'git' },
  }
}

function actionBeans(world: World, build: FakeBuild): BeanValue {
  const actions: Bean[] = []
  if (build.causes.length > 0) {
    actions.push({ _class: 'hudson.model.CauseAction', values: { causes: () => build.causes.map(causeBean) } })
  }
  actions.push(nothing)
  if (build.queuedMs !== null) actions.push(queueBean(build.queuedMs))
  for (const checkout of build.checkouts) actions.push(buildDataBean(checkout), nothing)
  const { tests } = build
  if (tests && world.showsTests) actions.push(testBean(tests))
  // Broken plugins leave entries that are null.
  return [...actions, nothing, ...(build.number % 7 === 0 ? [null] : [])]
}

const causeClasses = {
  timer: ['hudson.triggers.TimerTrigger$TimerTriggerCause', 'Started by timer'],
  scm: ['hudson.triggers.SCMTrigger$SCMTriggerCause', 'Started by an SCM change'],
  'branch-event': ['jenkins.branch.BranchEventCause', 'Push event to branch'],
} as const

function causeBean(cause: FakeCause): Bean {
  if (cause.kind === 'user') {
    return {
      _class: 'hudson.model.Cause$UserIdCause',
      values: {
        shortDescription: () => `Started by user ${cause.userName}`,
        userId: () => cause.userId,
        userName: () => cause.userName,
      },
    }
  }
  if (cause.kind === 'upstream') {
    return {
      _class: 'hudson.model.Cause$UpstreamCause',
      values: {
        shortDescription: () => `Started by upstream project "${cause.job}" build number ${cause.number}`,
        upstreamBuild: () => cause.number,
        upstreamProject: () => cause.job,
        upstreamUrl: () => `${itemPath(cause.job).slice(1)}/`,
      },
    }
  }
  const [_class, description] = causeClasses[cause.kind]
  return { _class, values: { shortDescription: () => description } }
}

function buildDataBean({ remoteUrl, sha, branch }: FakeCheckout): Bean {
  const branchBean: Bean = {
    _class: 'hudson.plugins.git.Branch',
    values: { SHA1: () => sha, name: () => branch },
  }
  return {
    _class: 'hudson.plugins.git.util.BuildData',
    values: {
      lastBuiltRevision: () => ({
        _class: 'hudson.plugins.git.Revision',
        values: { SHA1: () => sha, branch: () => [branchBean] },
      }),
      remoteUrls: () => [remoteUrl],
      scmName: () => '',
    },
  }
}

function queueBean(queuedMs: number): Bean {
  return {
    _class: 'jenkins.metrics.impl.TimeInQueueAction',
    values: {
      blockedDurationMillis: () => 0,
      buildableDurationMillis: () => queuedMs - 1,
      waitingDurationMillis: () => 1,
    },
  }
}

function testBean({ passed, failed, skipped }: NonNullable<FakeBuild['tests']>): Bean {
  return {
    _class: 'hudson.tasks.junit.TestResultAction',
    values: {
      failCount: () => failed,
      skipCount: () => skipped,
      totalCount: () => passed + failed + skipped,
      urlName: () => 'testReport',
    },
  }
}
