import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { memoryFolder } from './memory-folder.js'

test('a folder that is not in memory, or is missing, is not taken', async () => {
  expect(await memoryFolder('/proc')).toBe(tmpdir())
  expect(await memoryFolder('/nowhere')).toBe(tmpdir())
})

test('what is taken has room', async () => {
  const { bavail, bsize } = await statfs(await memoryFolder())
  expect(bavail * bsize).toBeGreaterThan(0)
})
