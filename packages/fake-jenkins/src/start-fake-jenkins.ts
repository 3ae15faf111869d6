import { createRandom, startFakeServer } from '@data-import/fake-server'
import { itemPath } from './beans/addresses.js'
import type { FakeJenkins } from './fake-jenkins.js'
import type { FakeJenkinsOptions } from './options.js'
import { answer } from './server/answer.js'
import {
  addContainer,
  addJob,
  discardBuild,
  finishBuild,
  recreateJob,
  removeItem,
  renameItem,
  startBuild,
} from './state/changes.js'
import { truthOf } from './state/truth.js'
import { buildAt, itemAt, type World } from './state/world.js'

/**
 * Starts a Jenkins on loopback, with an account and nothing else in it.
 *
 * @example
 * ```ts
 * import { startFakeJenkins } from '@data-import/fake-jenkins'
 *
 * const jenkins = await startFakeJenkins()
 * jenkins.addJob('web', { scmUrl: 'https://github.com/acme/web.git' })
 * jenkins.build('web', { stages: ['Build', 'Test'] })
 *
 * const authorization = `Basic ${btoa(`${jenkins.user.id}:${jenkins.user.token}`)}`
 * const response = await fetch(`${jenkins.url}/api/json?tree=jobs[name,lastBuild[number]]`, { headers: { authorization } })
 * console.log(await response.json())
 * await jenkins.close()
 * ```
 */
export async function startFakeJenkins(options: FakeJenkinsOptions = {}): Promise<FakeJenkins> {
  const { now = () => new Date(), anonymous = 'refused', version = '2.504.1', basePath = '/jenkins' } = options
  const random = createRandom(options.seed ?? 1)
  const world = createWorld(now, random, options)
  const user = { id: 'importer', token: '11aa22bb33cc44dd55ee66ff77aa88bb99' }
  world.users.set(user.id, { id: user.id, fullName: 'Importer', email: null, token: user.token })
  let url = ''
  const rootUrl = () => options.rootUrl ?? url
  const server = await startFakeServer({
    ...{ basePath, now, latencyMs: options.latencyMs ?? 0 },
    ...(options.port !== undefined && { port: options.port }),
    headers: () => ({ 'x-jenkins': version, 'x-hudson': '1.395' }),
    answer: (request) => answer({ world, rootUrl, basePath, anonymous }, request),
  })
  url = server.url
  const start: FakeJenkins['start'] = (fullName, given) => startBuild(world, fullName, given)
  const finish: FakeJenkins['finish'] = (fullName, number, given) => finishBuild(world, fullName, number, given)
  return {
    ...{ url, user, random, now, start, finish, faults: server.faults, traffic: server.traffic },
    addFolder: (fullName, { kind = 'folder', objectUrl } = {}) => addContainer(world, fullName, kind, objectUrl),
    addJob: (fullName, given) => addJob(world, fullName, given),
    remove: (fullName) => removeItem(world, fullName),
    rename: (fullName, newName) => renameItem(world, fullName, newName),
    recreate: (fullName) => recreateJob(world, fullName),
    build: (fullName, given) => finish(fullName, start(fullName, given).number, given),
    running: (fullName, number) => buildAt(world, fullName, number),
    discard: (fullName, number) => discardBuild(world, fullName, number),
    forbid(fullName, isForbidden = true) {
      const item = itemAt(world, fullName)
      if (item) item.isForbidden = isForbidden
    },
    addUser(id, { fullName = id, email, token } = {}) {
      world.users.set(id, { id, fullName, email: email ?? null, token: token ?? null })
    },
    revoke(id) {
      const account = world.users.get(id)
      if (account) account.token = null
    },
    setStageView(isInstalled) {
      world.hasStageView = isInstalled
    },
    truth: () => truthOf(world, itemPath),
    close: () => server.close(),
  }
}

function createWorld(now: () => Date, random: () => number, options: FakeJenkinsOptions): World {
  const { hasStageView = true, showsTests = true } = options
  return {
    root: { kind: 'folder', name: '', children: new Map(), objectUrl: null, isForbidden: false },
    users: new Map(),
    ...{ now, random, discarded: [], lastInstant: 0, hasStageView, showsTests },
  }
}
