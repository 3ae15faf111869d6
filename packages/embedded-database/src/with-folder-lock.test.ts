import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withFolderLock } from './with-folder-lock.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('processes take turns', async () => {
  const children = [1, 2, 3, 4].map(() => start('25'))
  await Promise.all(children.map((child) => once(child, 'exit')))
  expect(await readFile(join(folder, 'count'), 'utf8')).toBe('100')
})

test('so do the tasks of one process', async () => {
  let busy = 0
  let most = 0
  const task = () =>
    withFolderLock(folder, async () => {
      most = Math.max(most, ++busy)
      await readdir(folder)
      busy--
    })
  await Promise.all([task(), task(), task(), task(), task()])
  expect(most).toBe(1)
})

test('the lock of a killed process is free, also when several wait for it', async () => {
  const holder = start('hold')
  await once(holder, 'message')
  const waiting = [start('5'), start('5'), start('5')]
  await Promise.all(waiting.map((child) => once(child, 'spawn')))
  holder.kill('SIGKILL')
  await Promise.all(waiting.map((child) => once(child, 'exit')))
  expect(await readFile(join(folder, 'count'), 'utf8')).toBe('15')
})

test('a lock that names a process whose id somebody else has now is free', async () => {
  await withFolderLock(folder, async () => undefined)
  const [number = ''] = await readdir(join(folder, 'locks'))
  await writeFile(join(folder, 'locks', number), JSON.stringify({ pid: process.pid, startedAt: 'another time' }))
  expect(await withFolderLock(folder, async () => 'taken')).toBe('taken')
})

test('a lock that a power failure left empty is free', async () => {
  await withFolderLock(folder, async () => undefined)
  const [number = ''] = await readdir(join(folder, 'locks'))
  await writeFile(join(folder, 'locks', number), '')
  expect(await withFolderLock(folder, async () => 'taken')).toBe('taken')
})

test('work that fails lets go of the lock', async () => {
  await expect(withFolderLock(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await withFolderLock(folder, async () => 'taken')).toBe('taken')
})

test('one file is left, however often the lock was taken', async () => {
  for (let turn = 0; turn < 5; turn++) await withFolderLock(folder, async () => undefined)
  expect(await readdir(join(folder, 'locks'))).toHaveLength(1)
})

function start(task: string): ChildProcess {
  const program = fileURLToPath(new URL('with-folder-lock.fixture.ts', import.meta.url))
  return fork(program, [folder, task], { execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')] })
}
