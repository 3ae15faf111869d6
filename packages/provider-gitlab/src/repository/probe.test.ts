import { expect, it } from 'vitest'
import type { Gitlab } from '../client/gitlab.js'
import { probe } from './probe.js'

/** GraphQL that tells how many pipelines of project 1 have changed. */
function tells(changed: number): Pick<Gitlab, 'graphql'> {
  const node = { id: 'gid://gitlab/Project/1', pipelines: { count: changed }, children: { count: 0 } }
  async function* askAll() {
    yield { data: { projects: { nodes: [node] } }, has: () => true }
  }
  return { graphql: { askAll } as unknown as Gitlab['graphql'] }
}

const probedAt = '2026-06-01T09:00:00.000Z'
const pipelinesOf = async (changed: number, pipelines: string | undefined, now: string) =>
  (await probe(tells(changed), [{ key: '1', probedAt, pipelines }], new Date(now))).get('1')?.marks.pipelines

it.each([
  ['first seen', 0, undefined, probedAt, probedAt],
  ['not changed', 0, probedAt, '2026-06-01T10:00:00.000Z', probedAt],
  ['changed', 2, probedAt, '2026-06-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z'],
  ['changed in the second of the last look', 1, probedAt, probedAt, '2026-06-01T09:00:00.001Z'],
  ['changed, by a clock that was set back', 1, probedAt, '2026-06-01T08:00:00.000Z', '2026-06-01T09:00:00.001Z'],
  ['changed, with a mark that is no time', 1, 'x', '2026-06-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z'],
])('pipelines that are %s', async (_, changed, before, now, mark) => {
  expect(await pipelinesOf(changed, before, now)).toBe(mark)
})
