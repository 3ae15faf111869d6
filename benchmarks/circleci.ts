import { createOrchestrator, postgresLock } from '@data-import/core'
import { populate, startFakeCircleci } from '@data-import/fake-circleci'
import * as circleci from '@data-import/provider-circleci'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'

const projects = 100
const pipelines = 10
const target = 110

/** Requests of a first pass over a hundred projects, of one without a change, and of one with a few. */
export async function benchCircleci(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const server = await startFakeCircleci()
  const acme = server.addOrganization('gh/acme')
  populate(acme, { projects, pipelines, seed: 1, now: server.now(), hasOddCases: false })
  const settings = {
    CIRCLECI_URL: server.url,
    CIRCLECI_TOKEN: acme.token,
    CIRCLECI_PROJECTS: acme
      .projects()
      .map(({ slug }) => slug)
      .join('\n'),
  }
  const configs = Object.entries(settings).map(([key, value]) => ({ key, value }))
  const source = await db.dataSource.create({
    data: { name: 'bench circleci', organizationId: 'acme', provider: 'CIRCLECI', configs: { create: configs } },
  })
  const orchestrator = createOrchestrator({ db, providers: [circleci], lock: postgresLock({ connectionString }) })
  const pass = async () => {
    server.traffic.reset()
    const { status, reason } = await orchestrator.run({ dataSources: [source.id], force: true })
    if (status !== 'completed') throw new Error(`The pass ended ${status}: ${reason}`)
    const asked = [...server.traffic.byRoute].map(([route, count]) => `${count} × ${route.replace('GET ', '')}`)
    return { requests: server.traffic.requests, asked: asked.join(', ') }
  }
  try {
    const first = await pass()
    const unchanged = await pass()
    for (const project of acme.projects().slice(0, 10)) project.run()
    const changed = await pass()
    const oneByOne = first.requests
    return [
      { what: `CircleCI: requests of the first pass over ${projects} projects`, measured: String(first.requests) },
      { what: 'CircleCI: that pass asked for', measured: first.asked },
      {
        what: 'CircleCI: requests of a pass in which nothing has changed',
        measured: String(unchanged.requests),
        specification: String(oneByOne),
        target: `≤ ${target}`,
        isMet: unchanged.requests <= target,
      },
      { what: 'CircleCI: that pass asked for', measured: unchanged.asked },
      { what: 'CircleCI: requests of a pass with ten new pipelines', measured: String(changed.requests) },
      { what: 'CircleCI: that pass asked for', measured: changed.asked },
    ]
  } finally {
    await db.dataSource.delete({ where: { id: source.id } })
    await server.close()
  }
}
