import { describe, expect, it } from 'vitest'
import { ringFor } from './ring-for.js'

const keyOf = (payload: unknown) => {
  const rings = ringFor(new Headers(), payload)
  expect(rings.map(({ resource }) => resource)).toEqual(rings.length ? ['pipeline-run', 'job', 'test-summary'] : [])
  return rings[0]?.key
}

describe('ringFor', () => {
  it.each([
    // https://plugins.jenkins.io/notification/
    [{ name: 'web', url: 'job/web/', build: { number: 18, phase: 'COMPLETED', url: 'job/web/18/' } }, 'web'],
    [{ name: 'web', url: 'job/team/job/web/', build: { phase: 'STARTED' } }, 'team/web'],
    [{ name: 'web', build: { full_url: 'https://ci.acme.example/jenkins/job/team/job/web/18/' } }, 'team/web'],
    // A branch with a slash: its job's name is encoded, and encoded again in the address.
    [{ url: 'job/web/job/feature%252Fx/' }, 'web/feature%2Fx'],
    [{ url: 'job/Gr%C3%B6%C3%9Fe/' }, 'Größe'],
    // https://plugins.jenkins.io/generic-event/
    [{ type: 'run.finalized', source: 'job/team/job/web/18/', data: {} }, 'team/web'],
    [{ job: { url: 'https://ci.acme.example/view/all/job/web/' } }, 'web'],
  ])('%j is about %s', (payload, key) => {
    expect(keyOf(payload)).toBe(key)
  })

  it.each([[{ name: 'web' }], [{ url: 'job/%E0%A4%A/' }], [{ url: 7 }], [{ build: null }], [null], ['text'], [[]]])(
    'rings for nothing: %j',
    (payload) => {
      expect(keyOf(payload)).toBeUndefined()
    },
  )
})
