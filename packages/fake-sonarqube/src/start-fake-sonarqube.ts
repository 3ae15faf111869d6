import { startFakeServer } from '@data-import/fake-server'
import { answerOf } from './answer/answer.js'
import type { FakeSonarqube } from './fake-sonarqube.js'
import type { FakeSonarqubeOptions } from './options.js'
import { type FakeProject, projectHandle } from './project-handle.js'
import { newUuid } from './state/new-key.js'
import type { ProjectState, TokenState, World } from './state/world.js'

/**
 * Starts a SonarQube that has no projects yet.
 *
 * @example
 * ```ts
 * import { startFakeSonarqube } from '@data-import/fake-sonarqube'
 *
 * const sonarqube = await startFakeSonarqube({ flavor: '25' })
 * const web = sonarqube.addProject({ key: 'acme:web' })
 * web.analyse({ issues: [{ severity: 'BLOCKER' }] })
 * const authorization = `Bearer ${sonarqube.token}`
 * const answer = await fetch(`${sonarqube.url}/api/issues/search?componentKeys=acme:web`, { headers: { authorization } })
 * console.log((await answer.json()).paging.total) // 1
 * await sonarqube.close()
 * ```
 */
export async function startFakeSonarqube(options: FakeSonarqubeOptions = {}): Promise<FakeSonarqube> {
  const world = createWorld(options)
  const { port, basePath, latencyMs, now } = options
  const server = await startFakeServer({
    answer: answerOf(world),
    ...(port !== undefined && { port }),
    ...(basePath !== undefined && { basePath }),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(now && { now }),
  })
  const handles = new Map<string, FakeProject>()
  const addToken = (isAdministrator: boolean) => {
    // Not from the seed's numbers: no token may change what they make.
    const token = `squ_${String(world.tokens.size + 1).padStart(40, '0')}`
    world.tokens.set(token, { token, login: 'importer', isAdministrator, hidden: new Set() })
    return token
  }
  const tokenOf = (token: string): TokenState => {
    const state = world.tokens.get(token)
    if (!state) throw new Error('There is no such token.')
    return state
  }
  return {
    ...{ url: server.url, flavor: world.flavor, organization: world.organization, token: addToken(true) },
    ...{ faults: server.faults, traffic: server.traffic },
    addProject({ key, name, isPrivate = false } = {}) {
      const own = key ?? `acme:project-${world.nextId()}`
      const state: ProjectState = {
        ...{ key: own, uuid: newUuid(world), name: name ?? own, isPrivate, analyses: [], isLastDeleted: false },
        ...{ issues: new Map(), hotspots: new Map() },
      }
      world.projects.set(state.uuid, state)
      const handle = projectHandle(world, state)
      handles.set(state.uuid, handle)
      return handle
    },
    projects: () => [...world.projects.keys()].flatMap((uuid) => handles.get(uuid) ?? []),
    addUser: ({ login, name }) => void world.users.set(login, { login, name, id: newUuid(world), isActive: true }),
    addToken: ({ isAdministrator = false } = {}) => addToken(isAdministrator),
    setAdministrator(token, isAdministrator) {
      tokenOf(token).isAdministrator = isAdministrator
    },
    hide(token, { uuid }, isHidden = true) {
      if (isHidden) tokenOf(token).hidden.add(uuid)
      else tokenOf(token).hidden.delete(uuid)
    },
    revoke: (token) => void world.tokens.delete(token),
    setStarting(isStarting) {
      world.isStarting = isStarting
    },
    now: () => world.now(),
    close: () => server.close(),
  }
}

function createWorld({
  flavor = '25',
  now = () => new Date(),
  seed = 1,
  zoneMinutes = 180,
}: FakeSonarqubeOptions): World {
  let ids = 0
  return {
    ...{ flavor, organization: 'acme', zoneMinutes, isStarting: false },
    ...{ projects: new Map(), tokens: new Map(), users: new Map() },
    now: () => new Date(Math.floor(now().getTime() / 1000) * 1000),
    seed,
    nextId: () => ++ids,
  }
}
