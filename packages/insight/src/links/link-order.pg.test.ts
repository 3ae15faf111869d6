import { clearWorld, randomRuns, randomTimeoutMs, useTestDatabase } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linkRecords } from './link-records.js'

const database = useTestDatabase()

const at = fc.nat(9)
const world = fc.record({
  /** Parents are commits before it: of none, one or two. */
  commits: fc.array(fc.uniqueArray(at, { maxLength: 2 }), { minLength: 1, maxLength: 10 }),
  deployments: fc.array(
    fc.record({
      commit: fc.option(fc.nat(11)),
      hour: fc.nat(5),
      isFailure: fc.boolean(),
      environment: fc.constantFrom('production', 'live', 'staging'),
      later: fc.option(fc.record({ commit: at, hour: fc.nat(5) })),
      isGone: fc.boolean(),
    }),
    { maxLength: 7 },
  ),
  pulls: fc.array(fc.record({ merge: at, own: fc.array(fc.oneof(at, fc.constantFrom(20, 21)), { maxLength: 3 }) }), {
    maxLength: 4,
  }),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

interface Step {
  name: string
  needs?: string
  sql: string
}

const instant = (hour: number) => `'2026-03-02T00:00Z'::timestamptz + interval '${hour} hours'`

/** The parents of each commit: only those that are older. */
const parentsOf = ({ commits }: World, place: number) => (commits[place] ?? []).filter((parent) => parent < place)

function stepsOf(given: World): Step[] {
  const commits = given.commits.map((_, place) => {
    const parents = parentsOf(given, place).map((parent) => `"c${parent}"`)
    return {
      name: `commit ${place}`,
      sql: `insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, parent_shas, authored_at)
values ('c${place}', 's', 'c${place}', 'r', 'c${place}', '', '{${parents}}', ${instant(place)})`,
    }
  })
  const deployments = given.deployments.flatMap(
    ({ commit, hour, isFailure, environment, later, isGone }, place): Step[] => {
      const name = `deployment ${place}`
      const steps: Step[] = [
        {
          name,
          sql: `insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
values ('d${place}', 's', 'd${place}', 'r', '${environment}', 'DONE', '${isFailure ? 'FAILURE' : 'SUCCESS'}', ${commit === null ? 'null' : `'c${commit}'`}, ${instant(hour)})`,
        },
      ]
      if (later) {
        const sql = `update data."Deployment" set sha = 'c${later.commit}', finished_at = ${instant(later.hour)} where id = 'd${place}'`
        steps.push({ name: `${name} corrected`, needs: name, sql })
      }
      if (isGone) {
        const needs = later ? `${name} corrected` : name
        steps.push({ name: `${name} gone`, needs, sql: `delete from data."Deployment" where id = 'd${place}'` })
      }
      return steps
    },
  )
  const pulls = given.pulls.flatMap(({ merge, own }, place): Step[] => {
    const name = `pull ${place}`
    const head = own.at(-1)
    return [
      {
        name,
        sql: `insert into data."PullRequest" (id, data_source_id, external_id, repository_id, number, title, state, base_ref, head_sha, merge_sha, commits_count, merged_at)
values ('${name}', 's', '${name}', 'r', ${place}, '', 'MERGED', 'main', ${head === undefined ? 'null' : `'c${head}'`}, 'c${merge}', ${own.length}, ${instant(merge)})`,
      },
      ...own.map((commit, position) => ({
        ...{ name: `${name} own ${position}`, needs: name },
        sql: `insert into data."PullRequestCommit" (id, data_source_id, external_id, pull_request_id, sha, position, authored_at)
values ('${place}-${position}', 's', '${place}-${position}', '${name}', 'c${commit}', ${position + 1}, ${instant(commit)}) on conflict do nothing`,
      })),
    ]
  })
  return [...commits, ...deployments, ...pulls]
}

async function links(steps: readonly Step[], isLinkedAfter: (place: number) => boolean) {
  const { db } = database
  await clearWorld(db)
  await db.$executeRawUnsafe(
    `insert into data."DataSource" (id, organization_id, name, provider) values ('s', 'acme', 'acme', 'GITHUB')`,
  )
  await db.$executeRawUnsafe(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, default_branch)
    values ('r', 's', '1', 'GITHUB', 'web', 'acme/web', 'main')`)
  for (const [place, { sql }] of steps.entries()) {
    await db.$executeRawUnsafe(sql)
    if (isLinkedAfter(place)) await linkRecords({ db })
  }
  await linkRecords({ db })
  const read = (table: string, order: string) =>
    db.$queryRawUnsafe<Record<string, unknown>[]>(`select * from data."${table}" order by ${order}`)
  return {
    deployments: await read('DeploymentLink', 'deployment_id'),
    commits: await read('CommitDeployment', 'sha'),
    pulls: await read('PullRequestLink', 'pull_request_id'),
    pullCommits: await read('CommitPullRequest', 'pull_request_id, sha'),
  }
}

/** Counted by hand, so to say: the first deployment from whose commit one gets to each commit. */
function firstDeployments(given: World): Record<string, string> {
  const first: Record<string, string> = {}
  const production = given.deployments
    .map(({ commit, hour, later, ...rest }, place) => ({
      ...{ id: `d${place}`, commit: later?.commit ?? commit, hour: later?.hour ?? hour, ...rest },
    }))
    .filter(({ isGone, isFailure, environment }) => !isGone && !isFailure && environment !== 'staging')
    .sort((a, b) => a.hour - b.hour || (a.id < b.id ? -1 : 1))
  const give = (commit: number, id: string) => {
    if (`c${commit}` in first) return
    first[`c${commit}`] = id
    for (const parent of parentsOf(given, commit)) give(parent, id)
  }
  for (const { commit, id } of production) {
    if (commit !== null && commit < given.commits.length) give(commit, id)
  }
  return first
}

/** The steps in another order, in which each comes behind what it needs. */
function permuted(steps: readonly Step[], ranks: readonly number[]): Step[] {
  const left = steps.map((step, place) => ({ step, rank: ranks[place % ranks.length] ?? 0 }))
  left.sort((a, b) => a.rank - b.rank)
  const ordered: Step[] = []
  while (left.length > 0) {
    const next = left.findIndex(({ step }) => !step.needs || ordered.some(({ name }) => name === step.needs))
    ordered.push(...left.splice(next, 1).map(({ step }) => step))
  }
  return ordered
}

it(
  'each commit belongs to the first deployment that has it, and in whatever order things came, links are the same',
  async () => {
    const ranks = fc.array(fc.nat(1_000), { minLength: 30, maxLength: 30 })
    const linked = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(world, ranks, linked, async (given, order, isLinked) => {
        const steps = stepsOf(given)
        const atOnce = await links(steps, () => false)
        expect(Object.fromEntries(atOnce.commits.map(({ sha, deployment_id: id }) => [sha, id]))).toEqual(
          firstDeployments(given),
        )
        const bitByBit = await links(permuted(steps, order), (place) => isLinked[place % isLinked.length] === true)
        expect(bitByBit).toEqual(atOnce)
      }),
      { ...randomRuns(10, 600), endOnFailure: true },
    )
  },
  randomTimeoutMs,
)
