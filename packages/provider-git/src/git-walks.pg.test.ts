import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import * as provider from './index.js'
import { temporaryFolder, testRepository } from './test-repository.js'

const { commits, configure, database, ledger, pass, reachable } = useGitImports()

it('reads a history once in a pass for people and commits, and not at all where nothing is new', async () => {
  const { folder, commit } = testRepository()
  commit('one')
  commit('two')
  await configure({ GIT_PATH: folder })
  const notes = join(temporaryFolder(), 'notes')
  const real = execFileSync('which', ['git']).toString().trim()
  const script = `#!/bin/bash\necho " $* " | grep -oE ' (rev-list|cat-file|diff-tree) ' >> '${notes}'\nexec '${real}' "$@"\n`
  writeFileSync(join(dirname(notes), 'git'), script, { mode: 0o755 })
  vi.stubEnv('PATH', `${dirname(notes)}:${process.env.PATH}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await pass()).toMatchObject({ status: 'completed' })
  const commands = () =>
    readFileSync(notes, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.trim())
      .toSorted()
  expect(commands()).toEqual(['cat-file', 'diff-tree', 'rev-list'])
  expect(await database().db.contributor.count()).toBe(1)
  expect(await reachable()).toEqual(['one', 'two'])
  rmSync(notes)
  expect(await pass()).toMatchObject({ status: 'completed' })
  expect(existsSync(notes) ? commands() : []).toEqual([])
})

describe('a force push', () => {
  it('marks what fell out of the history, and takes the mark off what comes back', async () => {
    const { folder, commit, git } = testRepository()
    commit('base')
    const old = commit('old')
    await configure({ GIT_PATH: folder })
    await pass()
    git('reset', '--quiet', '--hard', 'HEAD~1')
    commit('new')
    const second = await pass()
    expect((await commits()).map(({ message, unreachableAt }) => [message, unreachableAt])).toEqual([
      ['base', null],
      ['old', second.startedAt],
      ['new', null],
    ])
    await pass()
    git('reset', '--quiet', '--hard', old)
    await pass()
    expect(await reachable()).toEqual(['base', 'old'])
  })

  it('is noticed by the stored commits when the old head is gone from the repository', async () => {
    const { folder, commit, git } = testRepository()
    commit('base')
    commit('lost 1')
    commit('lost 2')
    await configure({ GIT_PATH: folder })
    await pass()
    git('reset', '--quiet', '--hard', 'HEAD~2')
    git('reflog', 'expire', '--expire=now', '--all')
    git('gc', '--quiet', '--prune=now')
    commit('new')
    await pass()
    expect(await reachable()).toEqual(['base', 'new'])
    expect(await database().db.commit.count()).toBe(4)
  })
})

describe('an interrupted walk', () => {
  it('continues at its last page, to the head that it went to and then to the newest', async () => {
    const { folder, git } = testRepository()
    const branch = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => {
        const number = from + index
        const parent = index > 0 ? `from :${number - 1}\n` : from > 0 ? 'from refs/heads/main^0\n' : ''
        const message = `commit ${number}`
        const who = `committer Ada <ada@acme.example> ${1_700_000_000 + number} +0000`
        return `commit refs/heads/main\nmark :${number}\n${who}\ndata ${message.length}\n${message}\n${parent}\n`
      }).join('')
    const load = (stream: string) =>
      execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: stream })
    load(branch(1, 2501).replace('from refs/heads/main^0\n', ''))
    await configure({ GIT_PATH: folder })

    const drain = new AbortController()
    const progress: unknown[] = []
    const lock = postgresLock({ connectionString: database().url })
    const stopAfterFirstPage = createOrchestrator({
      db: database().db,
      providers: [provider],
      lock,
      onEvent: (event) => {
        if (event.type !== 'rows-saved' || event.resource !== 'commit') return
        progress.push(event.progress)
        drain.abort()
      },
    })
    const first = await stopAfterFirstPage.run({ drainSignal: drain.signal })
    expect(first.status).toBe('cancelled')
    const saved = await database().db.commit.count()
    expect(saved).toBeGreaterThan(0)
    expect(saved).toBeLessThan(2500)
    expect(progress.at(-1)).toEqual({ done: saved, total: 2500 })
    expect(await ledger('commit')).toMatchObject({ status: 'INCOMPLETE', cursor: { done: saved } })

    load(branch(2501, 2601))
    expect(await pass()).toMatchObject({ status: 'completed' })
    const stored = (await commits()).map(({ sha }) => sha)
    expect(stored.toSorted()).toEqual(git('rev-list', 'main').split('\n').toSorted())
    expect(await reachable()).toHaveLength(2600)
  })
})
