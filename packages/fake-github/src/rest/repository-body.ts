import type { Call } from '../server/call.js'
import { fullName, type RepositoryState } from '../state/repository-state.js'
import { isoDate, isoDateOrNull } from './iso-date.js'
import { userBody } from './user-body.js'
import { webAddress } from './web-address.js'

/** `minimal-repository`, as lists give it. */
export function repositoryBody(call: Call, repository: RepositoryState) {
  const url = `${call.base}/repos/${fullName(repository)}`
  const openIssues = [...repository.issues.values()].filter((issue) => issue.state === 'OPEN').length
  const openPulls = [...repository.pullRequests.values()].filter((pull) => pull.state === 'OPEN').length
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
    owner: userBody(call, repository.owner),
    html_url: `${webAddress}/${fullName(repository)}`,
    description: repository.description,
    fork: repository.isFork,
    url,
    ...addresses(url),
    created_at: isoDate(repository.createdAt),
    updated_at: isoDate(repository.updatedAt),
    pushed_at: isoDateOrNull(repository.pushedAt),
    git_url: `git://github.example.com/${fullName(repository)}.git`,
    ssh_url: `git@github.example.com:${fullName(repository)}.git`,
    clone_url: `${webAddress}/${fullName(repository)}.git`,
    svn_url: `${webAddress}/${fullName(repository)}`,
    homepage: null,
    size: 1,
    stargazers_count: repository.stars,
    watchers_count: repository.stars,
    language: repository.language,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: repository.forks,
    mirror_url: null,
    archived: repository.isArchived,
    disabled: repository.isDisabled,
    open_issues_count: openIssues + openPulls,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.isPrivate ? 'private' : 'public',
    forks: repository.forks,
    open_issues: openIssues + openPulls,
    watchers: repository.stars,
    default_branch: repository.defaultBranch,
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  }
}

/** `full-repository`, as a repository itself gives it. */
export function fullRepositoryBody(call: Call, repository: RepositoryState) {
  return { ...repositoryBody(call, repository), network_count: repository.forks, subscribers_count: 0 }
}

const lists = [
  ...['forks', 'teams', 'hooks', 'events', 'tags', 'languages', 'stargazers', 'contributors', 'subscribers'],
  ...['subscription', 'merges', 'downloads', 'deployments'],
]
const templates: Readonly<Record<string, string>> = {
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  issue_events_url: '/issues/events{/number}',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  archive_url: '/{archive_format}{/ref}',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
}

function addresses(url: string): Record<string, string> {
  return Object.fromEntries([
    ...lists.map((list) => [`${list}_url`, `${url}/${list}`]),
    ...Object.entries(templates).map(([name, template]) => [name, `${url}${template}`]),
  ])
}
