import { describe, expect, it } from 'vitest'
import { listsOf } from '../resource.js'
import { resources } from '../resources.js'
import { listedRepository, type RestRepository } from './list-repositories.js'
import { probedRepository } from './probed-repository.js'
import { type Probed, probed, restRepository } from './repository.fixture.js'

const at = '2026-02-01T00:00:00.000Z'
const see = (change: Partial<Probed> = {}) => probedRepository({ ...probed, ...change }, resources, at)
const list = (change: Partial<RestRepository> = {}) => listedRepository({ ...restRepository, ...change }, resources, at)

describe('a probed repository', () => {
  it('has every field of its row', () => {
    expect(see()).toMatchObject({ key: '42', name: 'web' })
    expect(see()?.row).toEqual({
      externalId: '42',
      provider: 'GITHUB',
      name: 'web',
      fullName: 'acme/web',
      description: 'The web site',
      url: 'https://github.com/acme/web',
      remoteKey: 'github.com/acme/web',
      language: 'TypeScript',
      stars: 5,
      forks: 0,
      isPrivate: false,
      isFork: false,
      isArchived: false,
      defaultBranch: 'main',
      headSha: 'a'.repeat(40),
      createdAt: new Date('2025-01-01T00:00:00Z'),
      pushedAt: new Date('2026-01-01T00:00:00Z'),
      removedAt: null,
      sourceUpdatedAt: new Date('2026-01-02T00:00:00Z'),
    })
  })

  it('is the same row from REST, but for its head', () => {
    const { headSha, ...rest } = see()?.row ?? {}
    expect(list().row).toEqual(rest)
  })

  it('keeps what tells whether anything in it has changed', () => {
    expect(see()?.state).toEqual({
      probedAt: at,
      nodeId: 'R_42',
      fullName: 'acme/web',
      branch: 'main',
      head: 'a'.repeat(40),
      pushedAt: '2026-01-01T00:00:00Z',
      hasWorkflows: false,
      lists: {
        ...Object.fromEntries(listsOf(resources).map(({ field }) => [field, '0@'])),
        pullRequests: '2@2026-01-01T10:00:00Z',
        releases: '1@2026-01-01T11:00:00Z',
      },
      nothing: {},
      unavailable: {},
    })
  })

  it.each(['workflows', 'dependabot', 'dependabotYaml'])('may have runs without a push by its %s', (name) => {
    expect(see({ [name]: { id: 'T_1' } })?.state.hasWorkflows).toBe(true)
  })

  it('is none without a number, to which nothing could refer', () => {
    expect(see({ databaseId: null })).toBeNull()
  })

  it('has no language, branch, head or push where there is none', () => {
    const empty = see({ primaryLanguage: null, defaultBranchRef: null, pushedAt: null, isEmpty: true })
    expect(empty?.row).toMatchObject({ language: null, defaultBranch: null, headSha: null, pushedAt: null })
    expect(empty?.state).toMatchObject({ branch: null, head: null, nothing: { commit: 'the repository is empty' } })
  })

  it('says what needs no question', () => {
    expect(see({ hasIssuesEnabled: false })?.state.nothing).toEqual({ issue: 'issues are switched off' })
    const within = resources.filter((resource) => resource.within === 'repository').map(({ name }) => name)
    expect(Object.keys(see({ isDisabled: true })?.state.unavailable ?? {})).toEqual(within)
  })

  it('says what the token may not see, and keeps no mark of it', () => {
    const seen = see({ pullRequests: null, deployments: null })
    const reason = 'no access: the token lacks the permission to read it'
    expect(seen?.state.unavailable).toEqual({
      'pull-request': reason,
      review: reason,
      'pull-request-comment': reason,
      deployment: reason,
    })
    expect(seen?.state.lists).not.toHaveProperty('pullRequests')
  })

  it('keeps a mark of a list whose items the token may not see', () => {
    expect(see({ releases: { totalCount: 3, nodes: null } })?.state.lists?.releases).toBe('3@')
    expect(see({ releases: { totalCount: 3, nodes: [null] } })?.state.lists?.releases).toBe('3@')
  })
})

describe('a repository that is listed without a token', () => {
  it('says what cannot be had without one', () => {
    expect(list().state).toEqual({
      probedAt: at,
      nodeId: 'R_42',
      fullName: 'acme/web',
      branch: 'main',
      nothing: { review: expect.stringContaining('token'), deployment: expect.stringContaining('token') },
      unavailable: {},
    })
    expect(list({ has_issues: false }).state.nothing).toMatchObject({ issue: 'issues are switched off' })
  })

  it('has nothing where an older server says nothing', () => {
    const { id, node_id, name, full_name, description, html_url, fork } = restRepository
    const bare = { id, node_id, name, full_name, description, html_url, fork, private: true }
    expect(listedRepository(bare, resources, at).row).toMatchObject({
      isPrivate: true,
      language: null,
      stars: null,
      forks: null,
      isArchived: null,
      defaultBranch: null,
      createdAt: null,
      pushedAt: null,
      sourceUpdatedAt: null,
    })
  })
})
