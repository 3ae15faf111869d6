import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { createDashboard } from '@data-import/dashboard'
import { toNodeHandler } from '@data-import/dashboard/node'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'
import { installViews, linkAfterPass } from '@data-import/insight'
import { linkRepositories } from '@data-import/model'
import * as circleci from '@data-import/provider-circleci'
import * as github from '@data-import/provider-github'
import * as gitlab from '@data-import/provider-gitlab'
import * as jenkins from '@data-import/provider-jenkins'
import * as sonarqube from '@data-import/provider-sonarqube'
import { applyMigrations, createClient } from '@data-import/reference-database'
import { startAcme } from '../../examples/acme/acme.js'

/** Names by which people know the vendors' data sources. */
const names = { GITHUB: 'github', GITLAB: 'gitlab', JENKINS: 'jenkins', CIRCLECI: 'circleci', SONARQUBE: 'sonarqube' }

/** Imports the organization of examples/acme into a Postgres in this folder, and serves its dashboard on loopback. */
export async function serveAcme(directory: string): Promise<{ address: string; close(): Promise<void> }> {
  const { connectionString } = await openEmbeddedDatabase({ directory, isDurable: false })
  await applyMigrations(connectionString)
  const db = createClient(connectionString, { applicationName: 'screenshots' })
  const acme = await startAcme()
  for (const [provider, settings] of Object.entries(acme.sources)) {
    const configs = Object.entries(settings).map(([key, value]) => ({ key, value, isSecret: key.endsWith('TOKEN') }))
    const name = names[provider as keyof typeof names]
    await db.dataSource.create({
      data: { organizationId: 'acme', name, provider, syncIntervalMinutes: 15, configs: { create: configs } },
    })
  }
  const providers = [circleci, github, gitlab, jenkins, sonarqube]
  const lock = postgresLock({ connectionString })
  const orchestrator = createOrchestrator({ db, providers, lock, afterPass: [linkRepositories, linkAfterPass] })
  const { status, runs } = await orchestrator.run()
  for (const run of runs) if (run.errorMessage) console.log(`${run.dataSource} ${run.resource}: ${run.errorMessage}`)
  if (status !== 'completed') throw new Error(`The pass is ${status}.`)
  await acme.close()
  await installViews(db)
  const server = createServer(toNodeHandler(createDashboard({ db, authorize: () => ({ read: true, act: true }) })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await db.$disconnect()
      await removeEmbeddedDatabase({ directory })
    },
  }
}
