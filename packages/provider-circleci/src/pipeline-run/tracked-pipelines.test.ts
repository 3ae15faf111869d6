import { expect, it } from 'vitest'
import { isFresh } from '../contributor/contributor.js'
import { isReadLately } from '../pipeline/project-state.js'
import { createReadNumbers } from '../test-summary/read-numbers.js'
import { looksAllowed, planLooks } from './plan-looks.js'
import { createTrackedPipelines, readTracked, type TrackedPipeline } from './tracked-pipelines.js'

const pipeline = (id: string, change: Partial<TrackedPipeline> = {}): TrackedPipeline => ({
  ...{ id, createdAt: 1_000, lookedAt: 2_000, standing: 'e' as const },
  ...change,
})

function recordOf(key: string, ...pipelines: TrackedPipeline[]) {
  const tracked = createTrackedPipelines()
  for (const one of pipelines) tracked.met(one)
  const state = { tracked: tracked.kept() }
  return { ...{ key, name: key, status: 'COMPLETE' as const, reason: null, watermark: null, isCurrent: true }, state }
}

it('pipelines come back as they were kept, and what somebody else has left is none', () => {
  const tracked = createTrackedPipelines()
  for (const one of [pipeline('a'), pipeline('b', { standing: 'w' })]) tracked.met(one)
  expect(readTracked(tracked.kept())).toEqual([pipeline('b', { standing: 'w' }), pipeline('a')])
  expect(readTracked(['', 'a', 'a b c', 7, null, 'a 1 2 x'])).toEqual([])
  expect(readTracked({ a: 1 })).toEqual([])
})

it('one whose last look lies in the future, by a clock that was ahead, is looked at first', () => {
  const ahead = pipeline('ahead', { lookedAt: 99_000 })
  const known = pipeline('known', { lookedAt: 2_000 })
  const looks = planLooks([recordOf('web', ahead, known)], { projects: new Set(['web']), allowed: 1, now: 10_000 })
  expect([...(looks.get('web') ?? [])]).toEqual(['ahead'])
})

it('nor do a project and a person that were read in the future count as read lately', () => {
  const now = Date.parse('2026-03-10T00:00:00Z')
  const projectAt = (readAt: string) => isReadLately({ readAt }, new Date(now))
  expect(['2026-03-09T00:00:00Z', '2027-03-10T00:00:00Z', '2026-01-01T00:00:00Z', ''].map(projectAt)).toEqual([
    ...[true, false, false, false],
  ])
  expect([now - 1_000, 1_000 - now, now + 1_000, -now - 1_000, null].map((at) => isFresh(at, now))).toEqual([
    ...[true, true, false, false, false],
  ])
})

it('what runs is always looked at, and of the others those whose last look is longest ago by their age', () => {
  const old = pipeline('old', { createdAt: 0, lookedAt: 9_000 })
  const young = pipeline('young', { createdAt: 9_000, lookedAt: 9_100 })
  const running = pipeline('running', { standing: 'r', lookedAt: 10_000 })
  const looks = planLooks([recordOf('web', old, young, running), recordOf('hidden', pipeline('x'))], {
    projects: new Set(['web']),
    allowed: 1,
    now: 10_000,
  })
  expect(looks).toEqual(new Map([['web', new Set(['running', 'young'])]]))
})

it('a pass asks for as many as the lists of its projects leave', () => {
  expect([1, 60, 100, 900].map((projects) => looksAllowed(projects, null))).toEqual([106, 47, 7, 60])
  expect(looksAllowed(100, 3)).toBe(3)
})

it('numbers of jobs are kept as ranges', () => {
  const read = createReadNumbers([[1, 3]], null, 'odd', [[10, 2]])
  for (const number of [4, 6, 5, 9]) read.add(number)
  expect(read.ranges()).toEqual([
    [1, 6],
    [9, 9],
  ])
  expect([read.has(5), read.has(7)]).toEqual([true, false])
})
