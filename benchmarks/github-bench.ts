import type { FakeGithub, FakeOwner } from '@data-import/fake-github'
import type { PrismaClient } from '@data-import/reference-database'
import { type Imported, importInProcess } from './import-in-process.js'

/** What one pass has asked for and taken. */
export interface MeasuredPass extends Imported {
  /** REST and GraphQL, without answers 304. */
  requests: number
  notModified: number
  points: number
}

/** An organisation of a fake GitHub, and a data source for it. */
export interface GithubBench {
  github: FakeGithub
  acme: FakeOwner
  /** Of each answer. */
  latency: { milliseconds: number }
  /** Lets time go by at GitHub. */
  later(hours: number): void
  connectionString: string
  readonly dataSourceId: string
  /** One pass in a process of its own. @throws when it doesn't complete */
  pass(): Promise<MeasuredPass>
  /** Forgets everything that was imported, so that the next pass is a first one. */
  again(): Promise<void>
  remove(): Promise<void>
}

export async function createGithubBench(given: {
  db: PrismaClient
  connectionString: string
  github: FakeGithub
  latency: { milliseconds: number }
  later(hours: number): void
}): Promise<GithubBench> {
  const { db, connectionString, github } = given
  const acme = github.addOrganization('acme')
  github.limits.set(acme.token, { limit: 1_000_000, remaining: 1_000_000 })
  github.limits.set(acme.token, { limit: 1_000_000, remaining: 1_000_000 }, 'graphql')
  const settings = { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token }
  const configs = Object.entries(settings).map(([key, value]) => ({ key, value }))
  const create = () =>
    db.dataSource.create({
      data: { name: 'bench github', organizationId: 'acme', provider: 'GITHUB', configs: { create: configs } },
    })
  let source = await create()
  return {
    github,
    acme,
    connectionString,
    get dataSourceId() {
      return source.id
    },
    latency: given.latency,
    later: given.later,
    async pass() {
      github.traffic.reset()
      const imported = await importInProcess(connectionString, source.id)
      if (imported.status !== 'completed') throw new Error(`The pass ended ${imported.status}: ${imported.error}`)
      const { rest, graphql, notModified, points } = github.traffic
      return { ...imported, requests: rest + graphql - notModified, notModified, points }
    },
    async again() {
      await db.dataSource.delete({ where: { id: source.id } })
      source = await create()
    },
    async remove() {
      await db.dataSource.delete({ where: { id: source.id } })
    },
  }
}

/** `1.2 s` */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
