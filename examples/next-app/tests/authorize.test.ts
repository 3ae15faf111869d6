import { expect, it } from 'vitest'
import { authorize } from '@/lib/authorize'

const from = (host: string) => authorize(new Request('http://localhost/', { headers: { host } }))

it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost'])('lets in %s', (host) => {
  expect(from(host)).toEqual({ read: true, act: true })
})

it.each(['imports.acme.example', '192.0.2.7:3000', 'localhost.acme.example', ''])('shows nothing to %s', (host) => {
  expect(from(host)).toBeNull()
})
