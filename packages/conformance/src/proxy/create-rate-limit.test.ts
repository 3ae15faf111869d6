import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createRateLimit, type LimitForm } from './create-rate-limit.js'
import type { ProxiedRequest } from './proxied-request.js'

function request(number: number, path = '/cards'): ProxiedRequest {
  const method = 'GET'
  const body = Buffer.alloc(0)
  return { number, method, path, headers: {}, body, key: `${method} ${path}`, arrivedAt: performance.now() }
}

it("takes another script's request, which was under way already, for no repeat", () => {
  const limit = createRateLimit(1, 'seconds', new Map([['GET /cards', 2]]))
  limit.interfere(request(1))
  limit.interfere(request(2))
  expect(limit.hasty()).toBeUndefined()
  limit.interfere(request(3))
  expect(limit.hasty()).toMatchObject({ path: '/cards' })
})

it('names the request that is repeated before it is allowed', () => {
  const limit = createRateLimit(1, 'seconds')
  expect(limit.interfere(request(1))).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
  expect(limit.hasty()).toBeUndefined()
  expect(limit.interfere(request(2, '/boards'))).toMatchObject({ status: 429 })
  expect(limit.hasty()).toBeUndefined()
  limit.interfere(request(3))
  expect(limit.hasty()).toMatchObject({ method: 'GET', path: '/cards' })
})

it.each<LimitForm>(['seconds', 'date', 'none'])('lets through who has waited as told (%s)', async (form) => {
  const limit = createRateLimit(1, form)
  limit.interfere(request(1))
  await sleep(limit.leftMs())
  expect(limit.interfere(request(2))).toBeUndefined()
  expect(limit.hasty()).toBeUndefined()
})
