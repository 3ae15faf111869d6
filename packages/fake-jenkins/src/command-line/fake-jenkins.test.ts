import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseCommandLine } from './parse-command-line.js'

const bin = fileURLToPath(new URL('../bin.ts', import.meta.url))

/** The line to paste, once it is printed. */
async function pasted(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the command has no output')
  for await (const line of createInterface(child.stdout)) if (line.includes('sources add')) return line
  throw new Error('the command ended early')
}

it('prints the line that adds it as a data source, answers, and ends with its parent', async () => {
  const args = ['--import', 'tsx', bin, '--jobs', '1', '--builds', '2', '--until-stdin-closes']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await pasted(child)
  const [, url, user, token] = /JENKINS_URL=(\S+) --set JENKINS_USER=(\S+) --set JENKINS_TOKEN=(\S+)$/.exec(line) ?? []
  const headers = { authorization: `Basic ${btoa(`${user}:${token}`)}` }
  expect((await fetch(`${url}/job/service-1/api/json`, { headers })).status).toBe(200)
  child.stdin?.end()
  expect((await once(child, 'close'))[0]).toBe(0)
}, 60_000)

it('says what is wrong with an option', () => {
  expect(parseCommandLine(['--port', 'x'])).toMatchObject({ exitCode: 2 })
  expect(parseCommandLine(['--nonsense'])).toMatchObject({ exitCode: 2 })
  expect(parseCommandLine(['--help'])).toMatchObject({ exitCode: 0 })
})
