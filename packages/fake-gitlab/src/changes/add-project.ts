import { createCommitGraph } from '../git/commit-graph.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { push } from './git-verbs.js'

/** A project to make. */
export interface ProjectOptions {
  /** With subgroups below the owner: `platform/web`. */
  readonly path: string
  readonly name?: string
  readonly description?: string | null
  readonly visibility?: FakeProject['visibility']
  readonly language?: string | null
  readonly forkedFrom?: number
  readonly createdAt?: Date
  /** Default 0: it is empty. */
  readonly commits?: number
  readonly committedAt?: Date
}

/** Deletes a project. What came from it into others stays there, from nowhere. */
export function removeProject(world: World, project: FakeProject): void {
  world.projects.delete(project.id)
  for (const { mergeRequests } of world.projects.values()) {
    for (const given of mergeRequests.values()) if (given.sourceProjectId === project.id) given.sourceProjectId = null
  }
}

/** Makes a project below an owner. */
export function addProject(world: World, owner: string, options: ProjectOptions): FakeProject {
  const id = world.newId()
  const parts = options.path.split('/')
  const path = parts.pop() ?? options.path
  const createdAt = options.createdAt ?? world.now()
  const project: FakeProject = {
    ...{ id, path, createdAt, updatedAt: createdAt, lastActivityAt: createdAt, isArchived: false },
    name: options.name ?? path,
    namespace: [owner, ...parts].join('/'),
    description: options.description ?? null,
    visibility: options.visibility ?? 'private',
    forkedFrom: options.forkedFrom ?? null,
    ...{ stars: 0, forks: 0, defaultBranch: 'main' },
    language: options.language === undefined ? 'TypeScript' : options.language,
    graph: createCommitGraph(String(id)),
    features: new Map(),
    members: [],
    ...{
      mergeRequests: new Map(),
      issues: new Map(),
      pipelines: new Map(),
      deployments: new Map(),
      releases: new Map(),
    },
    nextIid: { mergeRequest: 1, issue: 1, pipeline: 1, deployment: 1 },
  }
  world.projects.set(id, project)
  const { commits = 0, committedAt } = options
  if (commits > 0) push(world, project, { commits, ...(committedAt && { committedAt }) })
  return project
}

/** Gives a project another path, in another group too; the former one leads to it. */
export function renameProject(world: World, project: FakeProject, path: string, namespace = project.namespace): void {
  world.formerPaths.set(fullPath(project).toLowerCase(), project.id)
  project.path = path
  project.name = path
  project.namespace = namespace
  project.updatedAt = world.now()
}
