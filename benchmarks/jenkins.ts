import { setTimeout as wait } from 'node:timers/promises'
import { type FakeJenkins, startFakeJenkins } from '@data-import/fake-jenkins'
import type { PrismaClient } from '@data-import/reference-database'
import { importInProcess } from './import-in-process.js'
import { readOneByOne } from './jenkins-one-by-one.js'
import type { Measurement } from './measurement.js'

const jobs = 500
const buildsOfEach = 2
const changed = 10
const target = 20
const latencyMs = 50

/** Requests and time of passes over a Jenkins of 500 jobs, beside each job and build being asked one by one. */
export async function benchJenkins(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const jenkins = await startFakeJenkins()
  let latency = 0
  jenkins.faults.onRequest(() => (latency > 0 ? wait(latency) : undefined))
  try {
    fill(jenkins)
    const source = await addSource(db, jenkins)
    const pass = async () => {
      jenkins.traffic.reset()
      const { status, error, milliseconds, peakMegabytes } = await importInProcess(connectionString, source.id)
      if (status !== 'completed') throw new Error(`The pass ended ${status}: ${error}`)
      return { requests: jenkins.traffic.requests, milliseconds, peakMegabytes }
    }
    const plain = async (since: Date | null) => {
      jenkins.traffic.reset()
      const start = performance.now()
      await readOneByOne(jenkins, since)
      return { requests: jenkins.traffic.requests, milliseconds: performance.now() - start }
    }
    const first = await pass()
    const firstPlain = await plain(null)
    latency = latencyMs
    const quiet = await pass()
    const quietPlain = await plain(new Date())
    latency = 0
    const before = new Date()
    for (let index = 0; index < changed; index++) build(jenkins, index, new Date(before.getTime() + index))
    const busy = await pass()
    const busyPlain = await plain(before)
    jenkins.start(nameOf(0), { stages: ['Build'] })
    await pass()
    const running = await pass()
    await db.dataSource.delete({ where: { id: source.id } })
    const shown = (what: string, one: Cost, other?: Cost): Measurement => ({
      what: `Jenkins: ${what}`,
      measured: described(one),
      ...(other && { specification: described(other) }),
    })
    return [
      shown(`first import of ${jobs} jobs with ${jobs * buildsOfEach} builds`, first, firstPlain),
      { what: 'Jenkins: peak memory of that import', measured: `${first.peakMegabytes.toFixed(0)} MB` },
      {
        ...shown(`a pass in which none of ${jobs} jobs has changed, at ${latencyMs} ms`, quiet, quietPlain),
        ...{ target: `≤ ${target} requests`, isMet: quiet.requests <= target },
      },
      shown(`a pass in which ${changed} of them have a new build with stages and tests`, busy, busyPlain),
      shown('a pass in which one build runs', running),
    ]
  } finally {
    await jenkins.close()
  }
}

interface Cost {
  requests: number
  milliseconds: number
}

function described({ requests, milliseconds }: Cost): string {
  return `${requests.toLocaleString('en')} requests, ${(milliseconds / 1_000).toFixed(1)} s`
}

function nameOf(index: number): string {
  return `team-${index % 20}/job-${index}`
}

function fill(jenkins: FakeJenkins): void {
  for (let team = 0; team < 20; team++) jenkins.addFolder(`team-${team}`)
  for (let index = 0; index < jobs; index++) {
    jenkins.addJob(nameOf(index), { scmUrl: `https://github.com/acme/repository-${index}.git` })
    for (let count = 0; count < buildsOfEach; count++) {
      build(jenkins, index, new Date(Date.now() - (buildsOfEach - count) * 86_400_000 + index))
    }
  }
}

function build(jenkins: FakeJenkins, index: number, timestamp: Date): void {
  const tests = { passed: 20, failed: 0, skipped: 1, seconds: 2.5 }
  jenkins.build(nameOf(index), { timestamp, durationMs: 60_000, stages: ['Build', 'Test'], tests })
}

async function addSource(db: PrismaClient, { url, user }: FakeJenkins) {
  const settings = { JENKINS_URL: url, JENKINS_USER: user.id, JENKINS_TOKEN: user.token }
  const configs = Object.entries(settings).map(([key, value]) => ({ key, value }))
  const data = { name: 'bench jenkins', organizationId: 'acme', provider: 'JENKINS', configs: { create: configs } }
  return db.dataSource.create({ data })
}
