import { expect, it } from 'vitest'
import { positionRefusalOf } from './no-longer-there.js'

const answer = (status: number, path: string, data: unknown = { message: 'This position is not known any more' }) =>
  Object.assign(new Error('refused'), { status, response: { status, url: `https://api.github.com${path}`, data } })

it.each(['/repositories/1/issues?page=2', '/graphql'])('gives up a stored position that %s answers as gone', (path) => {
  for (const status of [404, 410]) {
    expect(positionRefusalOf(answer(status, path), true)).toMatch(String(status))
    expect(positionRefusalOf(answer(status, path), false)).toBeUndefined()
  }
})

it('keeps a position where a page for people answers, or the feature is switched off', () => {
  expect(positionRefusalOf(answer(404, '/graphql', '<html>'), true)).toBeUndefined()
  const off = { message: 'Issues are disabled for this repo' }
  expect(positionRefusalOf(answer(410, '/repositories/1/issues?page=2', off), true)).toBeUndefined()
})
