import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openRepository, type RepositoryHandle } from './git/repository-handle.js'

/** A real repository in a temporary folder, for tests. */
export interface TestRepository {
  folder: string
  /** Runs git in it and returns what it prints, without the newline at the end. */
  git(...commandLine: string[]): string
  write(path: string, content: string | Buffer): void
  /** Writes files and commits everything; returns the sha. */
  commit(message: string, files?: Record<string, string | Buffer>): string
  /** Stores a raw commit object as it is, however odd; `TREE` stands for the present tree. */
  commitObject(raw: string | Buffer): string
  open(signal?: AbortSignal): Promise<RepositoryHandle>
}

const identity = { name: 'Ada Example', email: 'ada@acme.example' }

/** Makes a folder that is removed when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'provider-git-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes an empty repository; dates are fixed, a minute apart. */
export function testRepository(folder = temporaryFolder(), ...initOptions: string[]): TestRepository {
  mkdirSync(folder, { recursive: true })
  let minute = 0
  const environment = () => ({
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    // A git that tidies up in the background would still write while the folder is removed.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'gc.auto',
    GIT_CONFIG_VALUE_0: '0',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_AUTHOR_DATE: `${1_700_000_000 + minute * 60} +0100`,
    GIT_COMMITTER_DATE: `${1_700_000_000 + minute * 60} +0100`,
  })
  const git = (...commandLine: string[]) =>
    execFileSync('git', commandLine, {
      cwd: folder,
      env: environment(),
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
      .toString()
      .replace(/\n$/, '')
  git('init', '--quiet', '--initial-branch=main', ...initOptions)
  const write = (path: string, content: string | Buffer) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return {
    folder,
    git,
    write,
    commit(message, files = {}) {
      minute++
      for (const [path, content] of Object.entries(files)) write(path, content)
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    commitObject(raw) {
      const tree = git('write-tree')
      const content = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace('TREE', tree))
      const stored = spawnSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], {
        cwd: folder,
        env: environment(),
        input: content,
      })
      return stored.stdout.toString().trim()
    },
    open: (signal = new AbortController().signal) => openRepository(folder, process.env, signal),
  }
}

/** A program that leaves a file behind when it is run. */
export function canary(folder: string): { program: string; trace: string } {
  const program = join(folder, 'canary.sh')
  const trace = join(folder, 'canary-was-run')
  writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\nexit 1\n`)
  chmodSync(program, 0o755)
  return { program, trace }
}

/** Collects what a generator yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}
