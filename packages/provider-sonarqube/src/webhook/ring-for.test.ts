import { describe, expect, it } from 'vitest'
import { ringFor } from './ring-for.js'

describe('ringFor', () => {
  it('an analysis rings for measures and issues of the project with that key', () => {
    // A form as in https://docs.sonarsource.com/sonarqube-server/project-administration/webhooks
    const payload = {
      serverUrl: 'https://sonarqube.acme.example',
      taskId: 'AVh21JS2JepAEhwQ-b3u',
      status: 'SUCCESS',
      analysedAt: '2026-03-02T12:00:00+0000',
      revision: 'c739069ec7105e01303e8b3065a81141aad9f129',
      project: { key: 'acme:web', name: 'Web', url: 'https://sonarqube.acme.example/dashboard?id=acme:web' },
      qualityGate: { name: 'Sonar way', status: 'OK', conditions: [] },
    }
    expect(ringFor(new Headers(), payload)).toEqual([
      { resource: 'quality-measure', state: { key: 'acme:web' } },
      { resource: 'quality-issue', state: { key: 'acme:web' } },
    ])
  })

  it.each([[{}], [{ project: null }], [{ project: { key: '' } }], [{ project: { key: 7 } }], [null], ['text']])(
    'rings for nothing: %j',
    (payload) => {
      expect(ringFor(new Headers(), payload)).toEqual([])
    },
  )
})
