import { describe, expect, it } from 'vitest'
import { createEncryptionKey } from '../secrets/encryption-key.js'
import { encryptSecret } from '../secrets/seal-secret.js'
import { chooseResources } from './left-out-resources.js'

const provided = new Map([
  [
    'FORGE',
    [
      { resource: 'repository', dependsOn: [] },
      { resource: 'commit', dependsOn: ['repository'] },
      { resource: 'issue', dependsOn: ['repository'] },
      { resource: 'release', dependsOn: [] },
    ],
  ],
  ['BUILDS', [{ resource: 'build', dependsOn: ['release'] }]],
])

const source = (id: string, settings: Record<string, string> = {}, provider = 'FORGE', organizationId = 'acme') => ({
  id,
  name: id,
  organizationId,
  provider,
  configs: Object.entries(settings).map(([key, value]) => ({ key, value })),
})
const choose = (...sources: ReturnType<typeof source>[]) => chooseResources(sources, (name) => provided.get(name))

describe('chooseResources', () => {
  it('leaves nothing out without settings, and with empty ones', () => {
    const none: Record<string, string>[] = [{}, { RESOURCES: '', EXCLUDED_RESOURCES: ' \n' }]
    for (const settings of none) {
      expect(choose(source('forge', settings)).get('forge')).toEqual({ leftOut: new Map(), kept: new Map() })
    }
  })

  it('leaves out what is excluded', () => {
    const choice = choose(source('forge', { EXCLUDED_RESOURCES: 'issue\r\n  release\n' })).get('forge')
    expect(choice?.leftOut).toEqual(
      new Map([
        ['issue', 'EXCLUDED_RESOURCES'],
        ['release', 'EXCLUDED_RESOURCES'],
      ]),
    )
  })

  it('leaves out all but what is chosen, and keeps what that depends on', () => {
    const choice = choose(source('forge', { RESOURCES: 'commit' })).get('forge')
    expect([...(choice?.leftOut.keys() ?? [])]).toEqual(['issue', 'release'])
    expect(choice?.kept).toEqual(new Map([['repository', ['commit']]]))
  })

  it('leaves out what is chosen and excluded', () => {
    const choice = choose(source('forge', { RESOURCES: 'commit\nissue', EXCLUDED_RESOURCES: 'issue' })).get('forge')
    expect(choice?.leftOut.get('issue')).toBe('EXCLUDED_RESOURCES')
  })

  it('keeps what another data source of the organisation depends on, and not what one of another organisation does', () => {
    const excluding = { EXCLUDED_RESOURCES: 'release' }
    const near = choose(source('forge', excluding), source('builds', {}, 'BUILDS'))
    expect(near.get('forge')?.kept).toEqual(new Map([['release', ['build']]]))
    const far = choose(source('forge', excluding), source('builds', {}, 'BUILDS', 'another'))
    expect(far.get('forge')?.leftOut).toEqual(new Map([['release', 'EXCLUDED_RESOURCES']]))
  })

  it('names what is unknown and what would be right, and leaves nothing out', () => {
    const choice = choose(source('forge', { EXCLUDED_RESOURCES: 'issue\nissues, commits' })).get('forge')
    expect(choice?.error?.message).toContain('names issues, commits, which')
    expect(choice?.error?.message).toContain('It provides: repository, commit, issue, release.')
    expect(choice?.leftOut.size).toBe(0)
  })

  it('shows nothing of a setting that is stored as a secret', () => {
    const sealed = encryptSecret('issue', { dataSourceId: 'forge', key: 'RESOURCES' }, createEncryptionKey())
    const choice = choose(source('forge', { RESOURCES: sealed })).get('forge')
    expect(choice?.error?.message).toContain('RESOURCES of the data source "forge" is stored as a secret')
    expect(choice?.error?.message).not.toContain('enc:v')
  })
})
