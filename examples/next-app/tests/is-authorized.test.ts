import { expect, it } from 'vitest'
import { isAuthorized } from '@/lib/is-authorized'

it('lets in the secret and nothing else', () => {
  expect(isAuthorized('Bearer secret', 'secret')).toBe(true)
  for (const header of [null, '', 'secret', 'Bearer ', 'Bearer secret2', 'bearer secret', 'Bearer secre']) {
    expect(isAuthorized(header, 'secret')).toBe(false)
  }
})

it.each([undefined, ''])('lets in nobody when the secret is %j', (secret) => {
  for (const header of [null, '', 'Bearer ', 'Bearer', 'Bearer undefined'])
    expect(isAuthorized(header, secret)).toBe(false)
})
