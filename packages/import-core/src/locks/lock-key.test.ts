import { expect, it } from 'vitest'
import { lockKey, passLockName, resourceLockName } from './lock-key.js'

it('derives a signed 64-bit key that stays the same', () => {
  expect(lockKey(passLockName('data'))).toBe(5834289225459939598n)
})

it('has no collision among 100,000 keys, where hashtext has one or two', () => {
  const keys = new Set<bigint>()
  for (let index = 0; index < 100_000; index++) keys.add(lockKey(resourceLockName('data', `source-${index}`, 'commit')))
  expect(keys.size).toBe(100_000)
})
