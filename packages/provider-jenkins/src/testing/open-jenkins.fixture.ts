import type { OpenRequest, OutsideSystem } from '@data-import/conformance'
import { type FakeJenkins, startFakeJenkins } from '@data-import/fake-jenkins'
import { tables } from '../tables.js'
import { expectedRows } from './expected-rows.js'

const hourMs = 3_600_000

/** A Jenkins as the conformance kit opens it, with `records` builds of a freestyle job and some of a pipeline. */
export async function openFakeJenkins({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const jenkins = await startFakeJenkins()
  const ago = (hours: number) => new Date(Date.now() - hours * hourMs)
  const userName = text ?? 'Ana'
  if (records > 0) fill(jenkins, records, userName, ago)
  let changes = 0
  return {
    env: { JENKINS_URL: jenkins.url, JENKINS_USER: jenkins.user.id, JENKINS_TOKEN: jenkins.user.token },
    addressKey: 'JENKINS_URL',
    expected() {
      const truth = jenkins.truth()
      const rows = expectedRows(truth, jenkins.url)
      const users = new Set(
        [...truth.jobs.values()].flatMap(({ builds }) =>
          builds.flatMap(({ causes }) =>
            causes.flatMap((cause) => (cause.kind === 'user' ? (cause.userId ?? []) : [])),
          ),
        ),
      )
      return Object.fromEntries(
        tables.map(({ model, name }) => [
          name,
          model === 'contributor' ? users.size : Object.keys(rows[model] ?? {}).length,
        ]),
      )
    },
    change() {
      changes += 1
      if (records === 0) return
      for (const { number, building } of jenkins.truth().jobs.get('web')?.builds ?? []) {
        if (building) jenkins.finish('web', number)
      }
      jenkins.start('web')
      if (changes % 3 === 1) jenkins.build('pipelines/web', { stages: ['Build', 'Test'] })
    },
    remove() {
      const [oldest] = jenkins.truth().jobs.get('web')?.builds ?? []
      if (oldest) jenkins.discard('web', oldest.number)
    },
    addPartition() {
      jenkins.addJob('archive', { kind: 'freestyle', scmUrl: 'https://github.com/acme/archive.git' })
      for (let index = 0; index < 5; index++) jenkins.build('archive', { timestamp: ago(5_000 - index), durationMs: 5 })
    },
    begin() {
      jenkins.start('pipelines/web', { timestamp: ago(9), stages: ['Build', 'Deploy'] })
    },
    finish() {
      for (const { number, building } of jenkins.truth().jobs.get('pipelines/web')?.builds ?? []) {
        if (building) jenkins.finish('pipelines/web', number, { result: 'FAILURE' })
      }
    },
    addChildren(count) {
      const stages = Array.from({ length: count }, (_, index) => `Stage ${index}`)
      jenkins.build('pipelines/web', { stages })
    },
    close: () => jenkins.close(),
  }
}

function fill(jenkins: FakeJenkins, records: number, userName: string, ago: (hours: number) => Date): void {
  jenkins.addUser('ana', { fullName: userName, email: 'ana@acme.example' })
  jenkins.addFolder('pipelines')
  jenkins.addJob('web', { kind: 'freestyle', scmUrl: 'https://github.com/acme/web.git' })
  jenkins.addJob('pipelines/web', { scmUrl: 'https://github.com/acme/web.git' })
  for (let index = 0; index < records; index++) {
    // Some of the same instant, as by a trigger of many jobs.
    jenkins.build('web', {
      timestamp: ago(2_000 - Math.floor(index / 3)),
      durationMs: 60_000,
      causes: [index % 2 === 0 ? { kind: 'user', userId: 'ana', userName } : { kind: 'timer' }],
    })
  }
  for (let index = 0; index < 25; index++) {
    jenkins.build('pipelines/web', {
      timestamp: ago(100 - index),
      durationMs: 60_000,
      stages: [userName, 'Test'],
      tests: index % 3 === 0 ? { passed: index, failed: 1, skipped: 0, seconds: 1.5 } : null,
    })
  }
}
