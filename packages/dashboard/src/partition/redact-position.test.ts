import { expect, test } from 'vitest'
import { redactPosition } from './redact-position.js'

test.each(['ftp://u:pw@host', 'HTTPS://acme.example', 'git+ssh://ann:pw@acme'])('%s is an address', (address) => {
  expect(redactPosition({ next: address })).toEqual({ next: '… an address' })
})

test('what helps an operator stays', () => {
  expect(redactPosition({ page: '3', since: '2026-11-28T14:05:00Z' })).toEqual({
    page: '3',
    since: '2026-11-28T14:05:00Z',
  })
})
