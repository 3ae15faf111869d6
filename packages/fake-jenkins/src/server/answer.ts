import type { FakeReply, ReceivedRequest } from '@data-import/fake-server'
import { buildBean } from '../beans/build-bean.js'
import { itemBean, rootBean } from '../beans/item-bean.js'
import type { FakeBuild } from '../state/build.js'
import { type FakeItem, type FakeJob, isContainer } from '../state/item.js'
import { itemAt, type World } from '../state/world.js'
import type { Bean } from '../tree/bean.js'
import { exportBean } from '../tree/export-bean.js'
import { parseTree, TreeError } from '../tree/parse-tree.js'
import { accessDenied, dashboard, errorPage, loginPage, loginRequired } from './pages.js'
import { stagesOf, testReportOf } from './reports.js'

/** What the server needs besides the world. */
export interface Answering {
  readonly world: World
  /** The root address that it prints. */
  readonly rootUrl: () => string
  /** Where it lies below the origin. */
  readonly basePath: string
  /** What somebody without credentials may do. */
  readonly anonymous: 'read' | 'refused' | 'login-page'
}

/** Answers as Jenkins does. */
export function answer(answering: Answering, request: ReceivedRequest): FakeReply {
  const user = userOf(answering.world, request.headers.authorization)
  if (user === undefined) return errorPage(401, 'Invalid password/token for user')
  if (request.path === '/login') return loginPage()
  if (user === 'anonymous' && answering.anonymous !== 'read') {
    if (answering.anonymous === 'refused') return loginRequired(request.path, user)
    return { status: 302, headers: { location: `${answering.basePath}/login?from=%2F` } }
  }
  try {
    if (request.path === '/') return dashboard()
    return { ...route(answering, request, user), headers: { 'content-type': 'application/json;charset=utf-8' } }
  } catch (error) {
    if (error instanceof TreeError) return errorPage(400, error.message)
    if (error instanceof NotFound) return errorPage(404, 'Not Found')
    if (error instanceof Forbidden) return accessDenied(user)
    throw error
  }
}

class NotFound extends Error {}
class Forbidden extends Error {}

/** Undefined: the credentials are refused. */
function userOf(world: World, authorization: string | undefined): string | undefined {
  if (authorization === undefined) return 'anonymous'
  const [, encoded = ''] = /^Basic (.+)$/i.exec(authorization) ?? []
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  const user = world.users.get(id)
  return user && user.token !== null && user.token === rest.join(':') ? id : undefined
}

function route(answering: Answering, { path, query }: ReceivedRequest, user: string): FakeReply {
  const { world } = answering
  const rootUrl = answering.rootUrl()
  const parts = path.split('/').filter((part) => part !== '')
  const names: string[] = []
  while (parts[0] === 'job' && parts.length > 1) names.push(decode(parts.splice(0, 2)[1] ?? ''))
  const fullName = names.join('/')
  const item = readable(world, names)
  const rest = parts.join('/')
  const shown = (bean: Bean, name: string): FakeReply => ({
    status: 200,
    body: exportBean(bean, treeOf(query), Number(query.get('depth') ?? 0)),
    route: `GET ${name}`,
  })
  if (rest === 'api/json') {
    return fullName === ''
      ? shown(rootBean(world, rootUrl), '/api/json')
      : shown(itemBean(world, rootUrl, fullName, item), isContainer(item) ? '/folder/api/json' : '/job/api/json')
  }
  if (fullName === '') return shown(peopleBean(world, parts, user), `/${parts[0]}`)
  if (isContainer(item)) throw new NotFound()
  const build = buildOf(item, parts[0])
  const what = parts.slice(1).join('/')
  if (what === 'api/json') return shown(buildBean(world, rootUrl, fullName, item, build), '/build/api/json')
  if (what === 'wfapi/describe' && item.kind === 'pipeline' && world.hasStageView) {
    return { status: 200, body: stagesOf(build), route: 'GET /build/wfapi/describe' }
  }
  if (what === 'testReport/api/json' && build.tests) return shown(testReportOf(build.tests), '/build/testReport')
  throw new NotFound()
}

function treeOf(query: URLSearchParams) {
  const text = query.get('tree')
  return text === null || text === '' ? null : parseTree(text)
}

function readable(world: World, names: readonly string[]): FakeItem {
  for (let length = 0; length <= names.length; length += 1) {
    const item = itemAt(world, names.slice(0, length).join('/'))
    if (!item) throw new NotFound()
    if (item.isForbidden) throw new Forbidden()
    if (length === names.length) return item
  }
  return world.root
}

function buildOf(job: FakeJob, name: string | undefined): FakeBuild {
  const newest = [...job.builds].sort((a, b) => b.number - a.number)
  const build = name === 'lastBuild' ? newest[0] : newest.find(({ number }) => String(number) === name)
  if (!build) throw new NotFound()
  return build
}

/** `/user/ID/api/json`, `/me/api/json`, `/whoAmI/api/json`, and what clients ask for before they write. */
function peopleBean(world: World, parts: readonly string[], name: string): Bean {
  const address = parts.join('/')
  if (address === 'whoAmI/api/json') {
    const isAnonymous = name === 'anonymous'
    return {
      _class: 'hudson.security.WhoAmI',
      values: { anonymous: () => isAnonymous, authenticated: () => !isAnonymous, name: () => name },
    }
  }
  if (address === 'crumbIssuer/api/json') {
    const values = { crumb: () => '0123456789abcdef', crumbRequestField: () => 'Jenkins-Crumb' }
    return { _class: 'hudson.security.csrf.DefaultCrumbIssuer', values }
  }
  const isUser = parts.length === 4 && parts[0] === 'user' && address.endsWith('/api/json')
  const user = world.users.get(isUser ? decode(parts[1] ?? '') : address === 'me/api/json' ? name : '')
  if (!user) throw new NotFound()
  const mail: Bean = { _class: 'hudson.tasks.Mailer$UserProperty', values: { address: () => user.email } }
  return {
    _class: 'hudson.model.User',
    values: {
      absoluteUrl: () => `/user/${encodeURIComponent(user.id)}`,
      fullName: () => user.fullName,
      id: () => user.id,
      property: () => [{ _class: 'jenkins.security.ApiTokenProperty', values: {} }, mail],
    },
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
