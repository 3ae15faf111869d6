/** What a token must be granted to read some resources, and a request that shows whether it was. */
export interface Permission {
  /** As GitHub's headers and App installations write it. */
  name: string
  /** As GitHub's pages write it. */
  title: string
  /** Below a repository, to try it; null: it belongs to the organisation, whose members are asked for. */
  path: string | null
}

export const contents: Permission = { name: 'contents', title: 'Contents', path: '/commits?per_page=1' }

export const pullRequests: Permission = {
  name: 'pull_requests',
  title: 'Pull requests',
  path: '/pulls?state=all&per_page=1',
}

export const issues: Permission = { name: 'issues', title: 'Issues', path: '/issues?state=all&per_page=1' }

export const actions: Permission = { name: 'actions', title: 'Actions', path: '/actions/runs?per_page=1' }

export const deployments: Permission = { name: 'deployments', title: 'Deployments', path: '/deployments?per_page=1' }

export const members: Permission = { name: 'members', title: 'Members (of the organisation)', path: null }
