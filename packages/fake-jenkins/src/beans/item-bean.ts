import { type FakeContainer, type FakeItem, type FakeJob, isContainer } from '../state/item.js'
import type { World } from '../state/world.js'
import type { Bean, BeanValue } from '../tree/bean.js'
import { decodeName, displayNameOf, itemPath } from './addresses.js'
import { buildBean } from './build-bean.js'

const classes = {
  folder: 'com.cloudbees.hudson.plugins.folder.Folder',
  organization: 'jenkins.branch.OrganizationFolder',
  multibranch: 'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject',
  pipeline: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
  freestyle: 'hudson.model.FreeStyleProject',
}

/** The server itself, as `/api/json` shows it. */
export function rootBean(world: World, rootUrl: string): Bean {
  return {
    _class: 'hudson.model.Hudson',
    values: {
      mode: () => 'NORMAL',
      nodeDescription: () => 'the Jenkins controller',
      numExecutors: () => 2,
      jobs: () => childBeans(world, rootUrl, '', world.root),
      url: () => `${rootUrl}/`,
      useCrumbs: () => true,
      useSecurity: () => true,
      views: () => [],
    },
  }
}

/** A folder or a job, as its own `api/json` shows it. */
export function itemBean(world: World, rootUrl: string, fullName: string, item: FakeItem): Bean {
  return isContainer(item) ? containerBean(world, rootUrl, fullName, item) : jobBean(world, rootUrl, fullName, item)
}

function childBeans(world: World, rootUrl: string, fullName: string, container: FakeContainer): BeanValue {
  const prefix = fullName === '' ? '' : `${fullName}/`
  // Folders keep their items in a sorted map.
  const children = [...container.children.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return children.map((item) => itemBean(world, rootUrl, `${prefix}${item.name}`, item))
}

function commonValues(rootUrl: string, fullName: string, item: FakeItem): Record<string, () => BeanValue> {
  return {
    actions: () => (item.objectUrl === null ? [] : [metadataBean(item.objectUrl)]),
    description: () => '',
    displayName: () => decodeName(item.name),
    fullDisplayName: () => displayNameOf(fullName),
    fullName: () => fullName,
    name: () => item.name,
    url: () => `${rootUrl}${itemPath(fullName)}/`,
  }
}

function metadataBean(objectUrl: string): Bean {
  return {
    _class: 'jenkins.scm.api.metadata.ObjectMetadataAction',
    values: { objectDescription: () => null, objectDisplayName: () => null, objectUrl: () => objectUrl },
  }
}

function containerBean(world: World, rootUrl: string, fullName: string, item: FakeContainer): Bean {
  return {
    _class: classes[item.kind],
    values: {
      ...commonValues(rootUrl, fullName, item),
      jobs: () => childBeans(world, rootUrl, fullName, item),
      views: () => [],
    },
    brief: ['name', 'url'],
  }
}

function jobBean(world: World, rootUrl: string, fullName: string, job: FakeJob): Bean {
  // Newest first, as it is kept.
  const builds = () => [...job.builds].sort((a, b) => b.number - a.number)
  const bean = (build: FakeJob['builds'][number] | undefined) =>
    build ? buildBean(world, rootUrl, fullName, job, build) : null
  const all = () => builds().map((build) => buildBean(world, rootUrl, fullName, job, build))
  return {
    _class: classes[job.kind],
    values: {
      ...commonValues(rootUrl, fullName, job),
      allBuilds: all,
      buildable: () => true,
      builds: () => all().slice(0, 100),
      color: () => colorOf(builds()[0]),
      firstBuild: () => bean(builds().at(-1)),
      healthReport: () => [],
      inQueue: () => false,
      keepDependencies: () => false,
      lastBuild: () => bean(builds()[0]),
      lastCompletedBuild: () => bean(builds().find(({ building }) => !building)),
      nextBuildNumber: () => job.nextNumber,
      property: () => [],
      queueItem: () => null,
      ...(job.kind === 'freestyle' && { scm: () => scmBean(job.scmUrl) }),
    },
    brief: ['name', 'url', 'color'],
    hidden: ['allBuilds'],
  }
}

function scmBean(url: string | null): Bean {
  if (url === null) return { _class: 'hudson.scm.NullSCM', values: {} }
  const remote: Bean = { _class: 'hudson.plugins.git.UserRemoteConfig', values: { name: () => null, url: () => url } }
  return { _class: 'hudson.plugins.git.GitSCM', values: { userRemoteConfigs: () => [remote] } }
}

function colorOf(build: { building: boolean; result: string | null } | undefined): string {
  if (!build) return 'notbuilt'
  const colors: Record<string, string> = { SUCCESS: 'blue', UNSTABLE: 'yellow', FAILURE: 'red', ABORTED: 'aborted' }
  return `${colors[build.result ?? ''] ?? 'notbuilt'}${build.building ? '_anime' : ''}`
}
