import { createRouter, type FakeReply, type ReceivedRequest } from '@data-import/fake-server'
import type { World } from '../state/world.js'
import type { Limiter } from './limits.js'
import { deployRoutes, routes } from './routes.js'

const base = '/api/v2'

/** Answers a request as API v2 does. */
export function createAnswer(world: World, limiter: Limiter): (request: ReceivedRequest) => FakeReply {
  const route = createRouter(world.hasDeploys ? [...routes, ...deployRoutes] : routes)
  return (request) => {
    if (!request.path.startsWith(`${base}/`)) return { status: 404, body: { message: 'Not found' } }
    const { headers, isRefused } = limiter.count()
    if (isRefused) return { status: 429, body: { message: 'Rate limit exceeded' }, headers }
    const organization = world.organizations.find(({ token }) => token === tokenOf(request))
    if (!organization) return { status: 401, body: { message: 'You must log in first.' }, headers }
    const match = route(request.method.toUpperCase(), pathOf(request))
    if (!match) return { status: 404, body: { message: 'Not found' }, headers }
    const reply = match.route.answer({ world, organization, parameters: match.parameters, query: request.query })
    return { ...reply, headers, route: `${match.route.method} ${match.route.pattern}` }
  }
}

/** A slug comes in three segments, or in one with its slashes encoded. */
function pathOf({ path }: ReceivedRequest): string {
  return path
    .slice(base.length)
    .replace(/^\/project\/([^/]+)/, (_, slug: string) => `/project/${slug.replaceAll(/%2F/gi, '/')}`)
}

/** In its own header, as a bearer, or as the user of Basic. */
function tokenOf({ headers }: ReceivedRequest): string | undefined {
  const own = headers['circle-token']
  if (typeof own === 'string') return own
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ')
  if (/^bearer$/i.test(scheme ?? '')) return value
  if (/^basic$/i.test(scheme ?? '')) return Buffer.from(value, 'base64').toString().split(':')[0]
  return undefined
}
