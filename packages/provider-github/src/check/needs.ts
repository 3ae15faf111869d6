import type { CheckFinding } from '@data-import/core/provider'
import type { Settings } from '../settings.js'

/** What some resources need, and a request that shows whether the token has it. */
export interface Need {
  resources: string
  /** As GitHub's headers write it. */
  permission: string
  /** As GitHub's pages write it. */
  title: string
  /** Below a repository; null for the path of the organisation's members. */
  path: string | null
}

const repositoryNeeds: readonly Need[] = [
  { resources: 'commit, release', permission: 'contents', title: 'Contents', path: '/commits?per_page=1' },
  {
    resources: 'pull-request, review',
    permission: 'pull_requests',
    title: 'Pull requests',
    path: '/pulls?state=all&per_page=1',
  },
  { resources: 'issue', permission: 'issues', title: 'Issues', path: '/issues?state=all&per_page=1' },
  { resources: 'pipeline-run, job', permission: 'actions', title: 'Actions', path: '/actions/runs?per_page=1' },
  { resources: 'deployment', permission: 'deployments', title: 'Deployments', path: '/deployments?per_page=1' },
]

const members: Need = {
  resources: 'contributor (members)',
  permission: 'members',
  title: 'Members (of the organisation)',
  path: null,
}

/** What an import of this owner needs, by permission. */
export function needs({ ownerKind }: Pick<Settings, 'ownerKind'>): readonly Need[] {
  return ownerKind === 'organization' ? [...repositoryNeeds, members] : repositoryNeeds
}

/** @param wanted the permission as GitHub names it */
export function lackingPermission({ resources, title }: Need, wanted: string, who: string): CheckFinding {
  return {
    status: 'warning',
    message: `${resources}: ${who} lacks the permission ${wanted}, so these are skipped. Grant "${title}: read".`,
  }
}
