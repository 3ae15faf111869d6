import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCommandLine } from './parse-command-line.js'

const bin = fileURLToPath(new URL('../bin.ts', import.meta.url))
const temporary = mkdtempSync(join(tmpdir(), 'fake-github-test-'))

describe('the command fake-github', () => {
  afterAll(() => rmSync(temporary, { recursive: true, force: true }))

  function start(...args: string[]): ChildProcess {
    const small = ['--repositories', '1', '--commits', '5']
    return spawn(process.execPath, ['--import', 'tsx', bin, ...small, ...args], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
  }

  /** The line to paste, once it is printed. */
  async function pasted(child: ChildProcess): Promise<string> {
    if (!child.stdout) throw new Error('the command has no output')
    for await (const line of createInterface(child.stdout)) if (line.includes('sources add')) return line
    throw new Error('the command ended early')
  }

  it('prints the line that adds it as a data source, answers, and ends with its parent', async () => {
    const child = start('--until-stdin-closes')
    const line = await pasted(child)
    const [, url, token] = /GITHUB_API_URL=(\S+) --set GITHUB_TOKEN=(\S+) --set GITHUB_ORG=acme$/.exec(line) ?? []
    const answer = await fetch(`${url}/repos/acme/service-1`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    child.stdin?.end()
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(leftBehind()).toEqual([])
  })

  it('ends on SIGTERM and removes what it made', async () => {
    const child = start()
    await pasted(child)
    expect(leftBehind()).toHaveLength(1)
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(0)
    expect(leftBehind()).toEqual([])
  })

  it('says what is wrong with an option', () => {
    expect(parseCommandLine(['--port', 'x'])).toMatchObject({ exitCode: 2 })
    expect(parseCommandLine(['--nonsense'])).toMatchObject({ exitCode: 2 })
    expect(parseCommandLine(['--help'])).toMatchObject({ exitCode: 0 })
  })
})

function leftBehind(): string[] {
  return existsSync(temporary) ? readdirSync(temporary).filter((name) => name.startsWith('fake-github-')) : []
}
