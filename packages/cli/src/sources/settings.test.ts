import type { ConfigurationKey } from '@data-import/core'
import { describe, expect, test } from 'vitest'
import { completeSettings } from './complete-settings.js'
import { isSecretKey } from './is-secret-key.js'
import { parseSettings } from './parse-settings.js'

const configuration: ConfigurationKey[] = [
  { key: 'ACME_TOKEN', description: 'a token', isSecret: true, isRequired: true },
  { key: 'ACME_PATH', description: 'a folder', oneOf: 'place' },
  { key: 'ACME_URL', description: 'an address', oneOf: 'place', format: 'url' },
  { key: 'ACME_BRANCH', description: 'a branch' },
]
const noStdin = () => Promise.reject(new Error('standard input was read'))

describe('settings', () => {
  test('are split at the first equals sign and kept as given', async () => {
    expect([...(await parseSettings(['A=b=c', 'D=', 'GIT_PATH=../x'], noStdin))]).toEqual([
      ['A', 'b=c'],
      ['D', ''],
      ['GIT_PATH', '../x'],
    ])
  })

  test('can come from standard input, one of them', async () => {
    const stdin = async () => 'hunter2\n'
    expect((await parseSettings(['ACME_TOKEN=-'], stdin)).get('ACME_TOKEN')).toBe('hunter2')
    await expect(parseSettings(['A=-', 'B=-'], stdin)).rejects.toThrow("A and B can't both")
  })

  test('a value whose key was forgotten is not repeated', async () => {
    const error = await parseSettings(['hunter2'], noStdin).catch((reason: Error) => reason)
    expect(String(error)).toContain('KEY=VALUE')
    expect(String(error)).not.toContain('hunter2')
    await expect(parseSettings(['A=1', 'A=2'], noStdin)).rejects.toThrow('A is set twice')
  })
})

describe('against a configuration', () => {
  const complete = (settings: Record<string, string>, ask?: (question: string) => Promise<string>) =>
    completeSettings(new Map(Object.entries(settings)), configuration, { ask, cwd: '/', notice: () => undefined })

  test('an unknown key names the nearest', async () => {
    await expect(complete({ ACME_TOKN: 'x' })).rejects.toThrow('Did you mean ACME_TOKEN?')
  })

  test('what is missing is named, a group as one', async () => {
    await expect(complete({ ACME_BRANCH: 'main' })).rejects.toThrow(
      'Missing: ACME_TOKEN (a token); one of ACME_PATH (a folder), ACME_URL (an address). Set it with --set KEY=VALUE.',
    )
  })

  test('what is missing is asked for, secrets hidden, and a group until one has an answer', async () => {
    const asked: string[] = []
    const settings = await complete({}, async (question) => {
      asked.push(question)
      return question.startsWith('ACME_PATH') ? '/srv/acme' : 'hunter2'
    })
    expect(asked).toEqual(['ACME_TOKEN (a token), hidden: ', 'ACME_PATH (a folder): '])
    expect([...settings.keys()]).toEqual(['ACME_TOKEN', 'ACME_PATH'])
  })

  test('a value that is not of its format is refused without being shown, given or answered', async () => {
    const message = 'ACME_URL (an address) must begin with https:// or http:// and name a host.'
    const never = () => Promise.reject(new Error('something was asked'))
    await expect(complete({ ACME_URL: 'hunter2' }, never)).rejects.toThrow(message)
    await expect(complete({}, async () => 'hunter2')).resolves.toBeDefined()
    const answer = async (question: string) => (question.startsWith('ACME_PATH') ? '' : 'hunter2')
    await expect(complete({}, answer)).rejects.toThrow(message)
  })

  test('a provider that declares nothing takes any key', async () => {
    expect(
      await completeSettings(new Map([['X', 'y']]), [], { ask: undefined, cwd: '/', notice: () => undefined }),
    ).toEqual(new Map([['X', 'y']]))
  })
})

test('a key is secret as declared, else by its name', () => {
  expect(isSecretKey('ACME_TOKEN', configuration)).toBe(true)
  expect(isSecretKey('ACME_PATH', configuration)).toBe(false)
  expect(['GITHUB_TOKEN', 'API_KEY', 'db_password', 'PAT'].filter((key) => !isSecretKey(key, []))).toEqual([])
  expect(['GITHUB_ORG', 'GIT_PATH', 'KEYBOARD', 'AUTHOR'].filter((key) => isSecretKey(key, []))).toEqual([])
})
