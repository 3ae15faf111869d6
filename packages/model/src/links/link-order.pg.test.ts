import { randomRuns, useTestDatabase } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linkRepositories } from './link-repositories.js'

const database = useTestDatabase()

const key = fc.constantFrom('github.com/acme/web', 'github.com/acme/api', 'Forge.example/Acme/Web')
const sha = fc.constantFrom('c1', 'c2', 'c3')
const source = fc.constantFrom('forge', 'mirror')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value)
const index = fc.nat(3)
const few = <T>(value: fc.Arbitrary<T>) => fc.array(value, { maxLength: 4 })

/** What comes of all imports, whichever comes first. */
const world = fc.record({
  repositories: few(
    fc.record({ source, key: maybe(key), later: maybe(fc.record({ key: maybe(key) })), isGone: fc.boolean() }),
  ),
  commits: few(fc.record({ repository: index, sha })),
  pipelines: few(fc.record({ key: maybe(key), later: maybe(key) })),
  runs: few(fc.record({ pipeline: maybe(index), sha: maybe(sha) })),
  runCommits: few(fc.record({ run: index, sha, key: maybe(key), isPrimary: maybe(fc.boolean()) })),
  deployments: few(fc.record({ run: maybe(index), sha: maybe(sha) })),
  isMirrorRemoved: fc.boolean(),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

interface Step {
  name: string
  needs: readonly string[]
  sql: string
  values: readonly unknown[]
}

function stepsOf(w: World): Step[] {
  const steps: Step[] = []
  const add = (name: string, needs: readonly (string | null)[], sql: string, ...values: unknown[]) => {
    const real = needs.flatMap((need) => need ?? [])
    if (real.every((need) => steps.some((step) => step.name === need))) steps.push({ name, needs: real, sql, values })
  }
  const there = (table: string, at: number | null) => (at === null ? null : `${table} ${at}`)
  for (const [at, one] of w.repositories.entries()) {
    const name = `repository ${at}`
    const columns = 'id, data_source_id, external_id, provider, name, full_name, remote_key'
    add(
      name,
      [],
      `insert into data."Repository" (${columns}) values ($1, $2, $1, 'X', $1, $1, $3)`,
      name,
      one.source,
      one.key,
    )
    if (one.later)
      add(`${name} renamed`, [name], 'update data."Repository" set remote_key = $2 where id = $1', name, one.later.key)
    if (one.isGone) add(`${name} gone`, [name], 'update data."Repository" set removed_at = now() where id = $1', name)
  }
  for (const [at, one] of w.commits.entries()) {
    const of = w.repositories[one.repository]
    const columns = 'id, data_source_id, external_id, repository_id, sha, message'
    const values = [`commit ${at}`, of?.source, `repository ${one.repository}`, one.sha]
    const sql = `insert into data."Commit" (${columns}) values ($1, $2, $1, $3, $4, '') on conflict do nothing`
    add(`commit ${at}`, [`repository ${one.repository}`], sql, ...values)
  }
  for (const [at, one] of w.pipelines.entries()) {
    const name = `pipeline ${at}`
    add(
      name,
      [],
      `insert into data."Pipeline" (id, data_source_id, external_id, remote_key) values ($1, 'builds', $1, $2)`,
      name,
      one.key,
    )
    if (one.later)
      add(`${name} moved`, [name], 'update data."Pipeline" set remote_key = $2 where id = $1', name, one.later)
  }
  for (const [at, one] of w.runs.entries()) {
    const columns = 'id, data_source_id, external_id, pipeline_id, sha'
    const pipeline = there('pipeline', one.pipeline)
    const sql = `insert into data."PipelineRun" (${columns}) values ($1, 'builds', $1, $2, $3)`
    add(`run ${at}`, [pipeline], sql, `run ${at}`, pipeline, one.sha)
  }
  for (const [at, one] of w.runCommits.entries()) {
    const columns = 'id, data_source_id, external_id, pipeline_run_id, sha, remote_key, is_primary'
    const sql = `insert into data."PipelineRunCommit" (${columns}) values ($1, 'builds', $1, $2, $3, $4, $5)`
    add(
      `run commit ${at}`,
      [`run ${one.run}`],
      sql,
      `run commit ${at}`,
      `run ${one.run}`,
      one.sha,
      one.key,
      one.isPrimary,
    )
  }
  for (const [at, one] of w.deployments.entries()) {
    const sql = `insert into data."Deployment" (id, data_source_id, external_id, pipeline_run_id, sha) values ($1, 'builds', $1, $2, $3)`
    add(`deployment ${at}`, [], sql, `deployment ${at}`, there('run', one.run), one.sha)
  }
  const ofMirror = steps.filter(({ name, values }) => /^(repository|commit)/.test(name) && values.includes('mirror'))
  if (w.isMirrorRemoved) {
    const changes = steps.filter(({ needs }) => needs.some((need) => ofMirror.some(({ name }) => name === need)))
    const needs = [...ofMirror, ...changes].map(({ name }) => name)
    add('mirror removed', needs, `delete from data."DataSource" where id = 'mirror'`)
  }
  return steps
}

async function links(steps: readonly Step[], isLinkedAfter: (place: number) => boolean): Promise<unknown> {
  const { db } = database
  await db.dataSource.deleteMany()
  for (const id of ['forge', 'mirror', 'builds']) {
    await db.dataSource.create({ data: { id, organizationId: 'acme', name: id, provider: id.toUpperCase() } })
  }
  for (const [place, { sql, values }] of steps.entries()) {
    await db.$executeRawUnsafe(sql, ...values)
    if (isLinkedAfter(place)) await linkRepositories.run({ db, schema: 'data' })
  }
  await linkRepositories.run({ db, schema: 'data' })
  const tables = ['Pipeline', 'PipelineRun', 'Deployment']
  const of = tables.map((name) => `select id, repository_id from data."${name}"`).join(' union all ')
  return db.$queryRawUnsafe(`${of} order by 1`)
}

/** The steps in another order, in which each comes behind what it needs. */
function permuted(steps: readonly Step[], ranks: readonly number[]): Step[] {
  const left = steps.map((step, at) => ({ step, rank: ranks[at % ranks.length] ?? 0 }))
  left.sort((a, b) => a.rank - b.rank)
  const ordered: Step[] = []
  while (left.length > 0) {
    const isReady = ({ step: { needs } }: (typeof left)[0]) =>
      needs.every((need) => ordered.some(({ name }) => name === need))
    ordered.push(...left.splice(left.findIndex(isReady), 1).map(({ step }) => step))
  }
  return ordered
}

it('in whatever order the data came, and whenever links were made meanwhile, they are the same', async () => {
  const ranks = fc.array(fc.nat(1_000), { minLength: 30, maxLength: 30 })
  const linked = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(world, ranks, linked, async (given, order, isLinked) => {
      const steps = stepsOf(given)
      const atOnce = await links(steps, () => false)
      const bitByBit = await links(permuted(steps, order), (place) => isLinked[place % isLinked.length] === true)
      expect(bitByBit).toEqual(atOnce)
    }),
    { ...randomRuns(12, 300), endOnFailure: true },
  )
})
