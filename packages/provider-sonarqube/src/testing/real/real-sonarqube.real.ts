import { createOrchestrator, postgresLock } from '@data-import/core'
import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scripts } from '../../scripts.js'
import { configuration } from '../../settings/configuration.js'
import { defaultMetrics } from '../../settings/default-metrics.js'
import { allCompleted, statusesOf } from '../sonarqube-imports.fixture.js'
import { type Requirements, requirements } from './requirements.js'
import { scan } from './scan.js'
import { issuesImported, issuesOfServer, measuresImported, measuresOfServer } from './server-tables.js'
import { type RealServer, startServer } from './start-server.js'

const version = process.env.SONARQUBE_REAL_VERSION ?? '25.11.0.114957'
const needed = requirements(version)
if ('missing' in needed) process.stdout.write(`Skipped, a real SonarQube can't be run: ${needed.missing}.\n`)

/** Without a lasting id of its projects, one whose key is changed is another: https://docs.sonarsource.com/sonarqube-server/9.9/ */
const isOld = version.startsWith('9.')
const newestPostgresOfOld = 15

const smelly = (name: string) => `def ${name}(a):\n    unused = 1\n    # TODO: complete this\n    return a\n`
const hot = 'import hashlib\nimport random\n\ndef f(x):\n    return hashlib.md5(x), random.random()\n'
const clean = (name: string) => `def ${name}(a):\n    return a\n`
const first = { 'a.py': smelly('first'), 'b/c.py': smelly('second'), 'b/hot.py': hot }

describe.skipIf('missing' in needed)(`a real SonarQube ${version}`, () => {
  let server: RealServer | undefined
  const own = useTestDatabase({ isEmpty: true })
  const imported = useTestDatabase()
  let token = ''
  const { scanner, server: archive } = needed as Requirements
  beforeAll(async () => {
    if (isOld && (await postgresVersion()) > newestPostgresOfOld) return
    server = await startServer(archive, own.url)
    const made = await server.post('user_tokens/generate', { name: 'importer' })
    token = (made as { token: string }).token
    const values = { SONARQUBE_URL: server.url, SONARQUBE_TOKEN: token }
    const configs = Object.entries(values).map(([key, value]) => ({ key, value, isSecret: key.endsWith('TOKEN') }))
    const data = { organizationId: 'acme', name: 'real', provider: 'SONARQUBE', configs: { create: configs } }
    await imported.db.dataSource.create({ data })
  }, 1_800_000)
  afterAll(() => server?.stop(), 120_000)

  const postgresVersion = async () => {
    const [row] = await own.db.$queryRawUnsafe<{ server: string }[]>(
      "SELECT current_setting('server_version_num') AS server",
    )
    return Math.floor(Number(row?.server) / 10_000)
  }
  const started = () => {
    if (!server) throw new Error('The server has not started.')
    return server
  }
  const analyse = (projectKey: string, files: Record<string, string>, date?: string) =>
    scan(started(), scanner, {
      projectKey,
      name: `Name of ${projectKey}`,
      files,
      token,
      ...(date !== undefined && { date }),
    })

  async function expectEqual() {
    const lock = postgresLock({ connectionString: imported.url })
    const orchestrator = createOrchestrator({ db: imported.db, providers: [{ scripts, configuration }], lock })
    expect(statusesOf(await orchestrator.run())).toEqual(allCompleted)
    const issues = await issuesOfServer(own.db)
    expect(Object.keys(issues).length).toBeGreaterThan(0)
    expect(await issuesImported(imported.db)).toEqual(issues)
    expect(await measuresImported(imported.db)).toEqual(await measuresOfServer(own.db, defaultMetrics))
  }

  it('is imported as its own tables have it, at first and after each change', async ({ skip }) => {
    if (!server) skip(`SonarQube ${version} needs a Postgres up to ${newestPostgresOfOld}: set TEST_DATABASE_URL`)
    await analyse('acme:web', first, '2026-01-10')
    await analyse('acme:gone', { 'a.py': smelly('other') }, '2026-01-11')
    await expectEqual()

    await analyse(
      'acme:web',
      { 'a.py': clean('first'), 'moved/c.py': smelly('second'), 'b/hot.py': hot, 'd.py': smelly('new') },
      '2026-02-10',
    )
    await expectEqual()

    const found = (await started().get('issues/search?componentKeys=acme:web&resolved=false')) as {
      issues: { key: string }[]
    }
    const spots = (await started().get('hotspots/search?projectKey=acme:web')) as { hotspots: { key: string }[] }
    const [accepted, confirmed] = found.issues.map(({ key }) => key)
    await started().post('issues/do_transition', { issue: accepted ?? '', transition: 'wontfix' })
    await started().post('issues/assign', { issue: confirmed ?? '', assignee: 'admin' })
    const review = { hotspot: spots.hotspots[0]?.key ?? '', status: 'REVIEWED', resolution: 'SAFE' }
    await started().post('hotspots/change_status', review)
    await expectEqual()

    await started().post('qualitygates/create', { name: 'strict' })
    const condition = { gateName: 'strict', metric: 'code_smells', op: 'GT', error: '0' }
    await started().post('qualitygates/create_condition', condition)
    await started().post('qualitygates/select', { gateName: 'strict', projectKey: 'acme:web' })
    await analyse('acme:web', { 'a.py': smelly('first'), 'd.py': smelly('new') }, '2026-03-10')
    await expectEqual()
    const gate = { metric: 'alert_status', analysedAt: { gte: new Date('2026-03-01') } }
    const gates = await imported.db.qualityMeasure.findMany({ where: gate })
    expect(gates.map(({ textValue, gateStatus }) => [textValue, gateStatus])).toEqual([['ERROR', 'ERROR']])

    await analyse('acme:web', { 'a.py': clean('first'), 'd.py': smelly('new') })
    await started().post('projects/update_key', { from: 'acme:web', to: 'acme:elsewhere' })
    await started().post('projects/delete', { project: 'acme:gone' })
    await expectEqual()
    const projects = await imported.db.qualityProject.findMany({ orderBy: { projectKey: 'asc' } })
    expect(projects.map(({ projectKey, removedAt }) => [projectKey, removedAt === null])).toEqual([
      ['acme:elsewhere', true],
      ['acme:gone', false],
      ...(isOld ? [['acme:web', false]] : []),
    ])
  }, 1_800_000)
})
