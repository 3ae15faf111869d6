import { createOrchestrator, postgresLock } from '@data-import/core'
import { type FakeSonarqube, populate, startFakeSonarqube } from '@data-import/fake-sonarqube'
import * as sonarqubeProvider from '@data-import/provider-sonarqube'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'

const projects = 200
const target = 10

/** Requests of imports from SonarQube, against asking for each analysis and each kind of issue on its own. */
export async function benchSonarqube(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const sonarqube = await startFakeSonarqube()
  populate(sonarqube, { projects, seed: 1, issuesOfLargest: 12_000 })
  const settings = { SONARQUBE_URL: sonarqube.url, SONARQUBE_TOKEN: sonarqube.token }
  const configs = Object.entries(settings).map(([key, value]) => ({ key, value }))
  const source = await db.dataSource.create({
    data: { name: 'bench sonarqube', organizationId: 'acme', provider: 'SONARQUBE', configs: { create: configs } },
  })
  const pass = async () => {
    sonarqube.traffic.reset()
    const lock = postgresLock({ connectionString })
    const orchestrator = createOrchestrator({ db, providers: [sonarqubeProvider], lock })
    const { status } = await orchestrator.run({ dataSources: [source.id] })
    if (status !== 'completed') throw new Error(`The pass ended ${status}.`)
    return sonarqube.traffic.requests
  }
  try {
    const first = await pass()
    const oneByOneFirst = oneByOne(sonarqube)
    const quiet = await pass()
    const [web, other, third] = sonarqube.projects()
    web?.analyse({ issues: [{}] })
    other?.changeIssue(other.issueKeys()[0] ?? '', { transition: 'falsepositive' })
    third?.reviewHotspot(third.hotspotKeys()[1] ?? '', 'FIXED')
    const busy = await pass()
    return [
      {
        what: `SonarQube: requests of the first pass over ${projects} projects, one of them with 12,000 issues`,
        measured: String(first),
        specification: String(oneByOneFirst),
      },
      {
        what: 'SonarQube: requests of a pass in which none of them has changed',
        measured: String(quiet),
        specification: String(oneByOne(sonarqube)),
        target: `≤ ${target}`,
        isMet: quiet <= target,
      },
      {
        what: 'SonarQube: requests after an analysis, an issue that is accepted and a hotspot that is reviewed',
        measured: String(busy),
        specification: String(oneByOne(sonarqube)),
      },
    ]
  } finally {
    await db.dataSource.delete({ where: { id: source.id } })
    await sonarqube.close()
  }
}

/** Counted, not run: the list, and of each project its analyses, the gate and the measures of each, pages of 100 issues and of hotspots. */
function oneByOne(sonarqube: FakeSonarqube): number {
  const each = sonarqube.projects().map(({ state }) => {
    const pages = (count: number) => Math.max(1, Math.ceil(count / 100))
    return 1 + 2 * state.analyses.length + pages(state.issues.size) + pages(state.hotspots.size)
  })
  return Math.ceil(projects / 100) + each.reduce((sum, count) => sum + count, 0)
}
