import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { watchEnv } from './watch-env.js'

function readBy(read: (env: Record<string, string>) => unknown): string[] {
  const keys = new Set<string>()
  read(watchEnv({ BOARD_URL: 'http://board.example' }, (key) => keys.add(key)))
  return [...keys]
}

it('notes keys that are read or looked for, also those that are not there', () => {
  expect(readBy((env) => [env.BOARD_URL, env.BOARD_GROUP, 'BOARD_USER' in env])).toEqual([
    'BOARD_URL',
    'BOARD_GROUP',
    'BOARD_USER',
  ])
})

it('takes a copy of the whole for keys that are there', () => {
  expect(readBy((env) => ({ ...env }))).toEqual(['BOARD_URL'])
})

it('takes printing and turning into JSON for no key', () => {
  expect(readBy((env) => [`${inspect(env)}`, env.toString(), JSON.stringify(env)])).toEqual(['BOARD_URL'])
})
