import { ConfigurationError } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import { addressOf, readBaseUrl } from './address.js'

const base = new URL('https://board.acme.example/api')

it.each([
  '/jobs/C# build/cards',
  '/boards/../admin',
  '..',
  '/boards/./cards',
  '/boards/%2E%2e/admin',
  '/boards/..?page=2',
  '/boards/..\\admin',
  '/boards/a\nb',
  '/search?q=C#',
])('a path that would lead elsewhere is refused: %j', (path) => {
  expect(() => addressOf({ name: 'Acme Board', base }, path)).toThrow(ConfigurationError)
  expect(() => addressOf({ name: 'Acme Board', base }, path)).toThrow('encodeURIComponent')
})

it.each([
  [`/jobs/${encodeURIComponent('C# build')}/cards`, '/api/jobs/C%23%20build/cards'],
  ['/boards/..a/.b/c..', '/api/boards/..a/.b/c..'],
  ['/compare/a...b', '/api/compare/a...b'],
  ['/files?path=../a', '/api/files?path=../a'],
  ['/Bücher und mehr', '/api/B%C3%BCcher%20und%20mehr'],
  ['https://board.acme.example/api/../v2?page=2#top', '/v2?page=2'],
])('another is taken as it is: %s', (path, expected) => {
  const { pathname, search } = addressOf({ name: 'Acme Board', base }, path)
  expect(pathname + search).toBe(expected)
})

it.each(['https://board.acme.example/api?api-version=7.1', 'https://board.acme.example/api#top'])(
  'a base address says nothing that would be lost: %s',
  (address) => {
    expect(() => readBaseUrl('Acme Board', address)).toThrow(ConfigurationError)
  },
)
