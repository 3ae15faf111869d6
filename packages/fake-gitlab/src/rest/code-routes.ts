import type { FakeCommit } from '../git/commit.js'
import { ApiError, notFound } from '../server/api-error.js'
import type { ProjectCall, Reply } from '../server/call.js'
import type { FakeAccount } from '../state/account.js'
import type { FakeProject } from '../state/project.js'
import type { World } from '../state/world.js'
import { commitBody } from './commit-body.js'
import { isYes } from './flag.js'
import { instant } from './ordered.js'
import { projectBody } from './project-body.js'
import type { ProjectRoute } from './route.js'
import { memberBody, userBody } from './user-body.js'

/** The project itself, its members and its code. */
export const codeRoutes: readonly ProjectRoute[] = [
  { pattern: '', answer: ({ world, project }) => ({ body: projectBody(world, project) }) },
  {
    pattern: '/languages',
    feature: 'repository',
    answer: ({ project: { language } }) => ({ body: language === null ? {} : { Shell: 2.5, [language]: 97.5 } }),
  },
  {
    pattern: '/members/all',
    answer: ({ world, project }) => ({ list: membersOf(world, project).map((account) => memberBody(world, account)) }),
  },
  {
    pattern: '/users',
    answer: ({ world, project }) => ({ list: membersOf(world, project).map((account) => userBody(world, account)) }),
  },
  {
    pattern: '/repository/branches',
    feature: 'repository',
    answer({ world, project }) {
      return { list: [...project.graph.branches.keys()].sort().map((name) => branchBody(world, project, name)) }
    },
  },
  {
    pattern: '/repository/branches/{branch}',
    feature: 'repository',
    answer({ world, project, parameters }) {
      const body = branchBody(world, project, parameters.branch ?? '')
      if (!body) throw notFound('Branch')
      return { body }
    },
  },
  { pattern: '/repository/commits', feature: 'repository', answer: commits },
  {
    pattern: '/repository/commits/{sha}',
    feature: 'repository',
    answer({ world, project, parameters }) {
      const sha = project.graph.resolve(parameters.sha ?? '')
      const commit = sha === undefined ? undefined : project.graph.get(sha)
      if (!commit) throw notFound('Commit')
      return { body: commitBody(world, project, commit, true) }
    },
  },
  {
    pattern: '/repository/compare',
    feature: 'repository',
    answer({ world, project, query }) {
      const { graph } = project
      const [from, to] = [graph.resolve(query.get('from') ?? ''), graph.resolve(query.get('to') ?? '')]
      if (from === undefined || to === undefined) throw notFound('Ref')
      const between = [...graph.range(from, to)].reverse()
      const last = between.at(-1)
      const bodies = between.map((commit) => commitBody(world, project, commit))
      return {
        body: {
          commit: last ? commitBody(world, project, last) : null,
          commits: bodies,
          diffs: [],
          compare_timeout: false,
          compare_same_ref: from === to,
          web_url: '',
        },
      }
    },
  },
]

function membersOf(world: World, project: FakeProject): FakeAccount[] {
  const inherited = [...world.groups.values()].flatMap(({ path, members }) =>
    project.namespace === path || project.namespace.startsWith(`${path}/`) ? members : [],
  )
  return [...new Set([...inherited, ...project.members])]
}

function branchBody(world: World, project: FakeProject, name: string) {
  const sha = project.graph.branches.get(name)
  const commit = sha === undefined ? undefined : project.graph.get(sha)
  const isDefault = name === project.defaultBranch
  return commit && { name, commit: commitBody(world, project, commit), default: isDefault, protected: isDefault }
}

/** `ref_name` takes a branch, a tag, a commit, or a range: https://docs.gitlab.com/api/commits/#list-repository-commits */
function commits({ world, project, query }: ProjectCall): Reply {
  const { graph } = project
  const ref = query.get('ref_name') ?? project.defaultBranch
  const since = instant(query, 'since')
  const until = instant(query, 'until')
  const isWanted = ({ committer: { date } }: FakeCommit) =>
    (since === null || date.getTime() >= since) && (until === null || date.getTime() <= until)
  const found = since === null && until === null ? history(ref) : history(ref).filter(isWanted)
  const withStats = isYes(query, 'with_stats')
  const bodyAt = (index: number) => commitBody(world, project, found[index] as FakeCommit, withStats)
  return { list: found, bodyAt, hasTotals: false }

  function history(name: string): readonly FakeCommit[] {
    if (graph.branches.size === 0) {
      if (query.get('ref_name') === null) return []
      throw notFound('Repository')
    }
    const [, base, head] = /^(.+?)\.\.(.+)$/.exec(name) ?? []
    if (base !== undefined && head !== undefined) {
      const [from, to] = [graph.resolve(base), graph.resolve(head)]
      if (from === undefined || to === undefined) throw new ApiError(404, { message: '404 Commit Not Found' })
      return graph.range(from, to)
    }
    const sha = graph.resolve(name)
    if (sha === undefined) throw new ApiError(404, { message: '404 Commit Not Found' })
    return graph.history(sha)
  }
}
