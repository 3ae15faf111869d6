import type { FakeReply, RoutePattern } from '@data-import/fake-server'
import type { FakeOrganizationRecord, FakeProjectRecord } from '../state/records.js'
import type { World } from '../state/world.js'
import {
  componentBody,
  environmentBody,
  jobBody,
  pipelineBody,
  projectBody,
  testBody,
  versionBody,
  workflowBody,
} from './bodies.js'
import { componentOf, newestFirst, pipelineOf, projectOf, visible, workflowOf } from './find.js'
import { pageOf } from './page.js'

/** What a route is answered from. */
export interface RouteCall {
  readonly world: World
  /** The one that the token belongs to. */
  readonly organization: FakeOrganizationRecord
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

/** A route of the API. */
export interface Route extends RoutePattern {
  answer(call: RouteCall): FakeReply
}

const ok = (body: unknown): FakeReply => ({ status: 200, body })
const notFound = (what: string): FakeReply => ({ status: 404, body: { message: `${what} not found` } })
const badToken: FakeReply = { status: 400, body: { message: 'The page token is not valid.' } }

function list<Item>(
  query: URLSearchParams,
  items: readonly Item[],
  options: { size: number; keyOf(item: Item): string; body(item: Item): unknown },
): FakeReply {
  const page = pageOf(items, { token: query.get('page-token'), size: options.size, keyOf: options.keyOf })
  return page ? ok({ items: page.items.map(options.body), next_page_token: page.next_page_token }) : badToken
}

const get = (pattern: string, answer: Route['answer']): Route => ({ method: 'GET', pattern, answer })

/** The routes of API v2 that an importer asks. */
export const routes: readonly Route[] = [
  get('/me', ({ world }) => {
    const [user] = world.users
    return ok({ id: user?.id ?? world.uuid(), login: user?.login ?? 'importer', name: user?.name ?? 'Importer' })
  }),
  get('/me/collaborations', ({ organization: { id, slug, name } }) =>
    ok([{ 'vcs-type': 'github', slug, name, id, avatar_url: '' }]),
  ),
  get('/user/{id}', ({ world, parameters }) => {
    const user = world.users.find(({ id }) => id === parameters.id)
    return user ? ok({ ...user, avatar_url: null }) : notFound('User')
  }),
  get('/pipeline', ({ world, organization, query }) => {
    if (query.get('org-slug') !== organization.slug) return notFound('Organization')
    const owners = new Map<string, FakeProjectRecord>()
    for (const project of visible(organization)) for (const { id } of project.pipelines) owners.set(id, project)
    return list(query, newestFirst(visible(organization).flatMap(({ pipelines }) => pipelines)), {
      size: world.pageSizes.pipelines,
      keyOf: ({ id }) => id,
      body: (pipeline) => pipelineBody(pipeline, owners.get(pipeline.id) as FakeProjectRecord),
    })
  }),
  get('/pipeline/{id}', ({ organization, parameters }) => {
    const found = pipelineOf(organization, parameters.id ?? '')
    return found ? ok(pipelineBody(found.pipeline, found.project)) : notFound('Pipeline')
  }),
  get('/pipeline/{id}/workflow', ({ world, organization, parameters, query }) => {
    const found = pipelineOf(organization, parameters.id ?? '')
    if (!found || found.pipeline.isExpired) return notFound('Pipeline')
    return list(query, [...found.pipeline.workflows].reverse(), {
      size: world.pageSizes.workflows,
      keyOf: ({ id }) => id,
      body: (workflow) => workflowBody(workflow, found.pipeline, found.project),
    })
  }),
  get('/workflow/{id}', ({ organization, parameters }) => {
    const found = workflowOf(organization, parameters.id ?? '')
    if (!found || found.pipeline.isExpired) return notFound('Workflow')
    return ok(workflowBody(found.workflow, found.pipeline, found.project))
  }),
  get('/workflow/{id}/job', ({ world, organization, parameters, query }) => {
    const found = workflowOf(organization, parameters.id ?? '')
    if (!found || found.pipeline.isExpired) return notFound('Workflow')
    return list(query, found.workflow.jobs, {
      size: world.pageSizes.jobs,
      keyOf: ({ id }) => id,
      body: (job) => jobBody(job, found.project),
    })
  }),
  get('/project/{vcs}/{owner}/{name}/pipeline', ({ world, organization, parameters, query }) => {
    const project = projectOf(organization, slugIn(parameters))
    if (!project) return notFound('Project')
    const branch = query.get('branch')
    const wanted = project.pipelines.filter(({ vcs }) => !branch || vcs?.branch === branch)
    return list(query, newestFirst(wanted), {
      size: world.pageSizes.pipelines,
      keyOf: ({ id }) => id,
      body: (pipeline) => pipelineBody(pipeline, project),
    })
  }),
  get('/project/{vcs}/{owner}/{name}/{number}/tests', ({ world, organization, parameters, query }) => {
    const project = projectOf(organization, slugIn(parameters))
    const jobs = (project?.pipelines ?? []).flatMap(({ workflows, isExpired }) =>
      isExpired ? [] : workflows.flatMap((workflow) => workflow.jobs),
    )
    const job = jobs.find(({ number }) => number !== null && String(number) === parameters.number)
    if (!job) return notFound('Job')
    const tests = job.tests.map((test, index) => ({ test, index }))
    return list(query, tests, {
      size: world.pageSizes.tests,
      keyOf: ({ index }) => String(index),
      body: ({ test }) => testBody(test),
    })
  }),
  get('/project/{vcs}/{owner}/{name}', ({ organization, parameters }) => {
    const project = projectOf(organization, slugIn(parameters))
    return project ? ok(projectBody(project, organization)) : notFound('Project')
  }),
]

function slugIn({ vcs, owner, name }: Readonly<Record<string, string>>): string {
  return `${vcs}/${owner}/${name}`
}

/** The routes of deploys, whose lists have a size that must be given. */
export const deployRoutes: readonly Route[] = [
  get('/deploy/environments', (call) => deployList(call, call.organization.environments, environmentBody)),
  get('/deploy/components', (call) => {
    const project = call.query.get('project-id')
    const wanted = call.organization.components.filter(({ projectId }) => !project || projectId === project)
    return deployList(call, wanted, componentBody)
  }),
  get('/deploy/components/{id}/versions', ({ world, organization, parameters, query }) => {
    const component = componentOf(organization, parameters.id ?? '')
    if (!component) return { status: 404, body: { message: 'Entity not found.' } }
    const environment = query.get('environment-id')
    const wanted = component.versions.filter(({ environmentId }) => !environment || environmentId === environment)
    return list(query, wanted, {
      size: world.pageSizes.workflows,
      keyOf: ({ name, environmentId }) => `${environmentId} ${name}`,
      body: versionBody,
    })
  }),
]

function deployList<Item extends { id: string }>(
  { organization, query }: RouteCall,
  items: readonly Item[],
  body: (item: Item) => unknown,
): FakeReply {
  const size = Number(query.get('page-size'))
  if (!(size > 0)) return { status: 400, body: { message: 'page-size is required.' } }
  if (query.get('org-id') !== organization.id) return { status: 404, body: { message: 'Entity not found.' } }
  return list(query, items, { size, keyOf: ({ id }) => id, body })
}
