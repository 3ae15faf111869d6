import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseCommandLine } from './parse-command-line.js'

const bin = fileURLToPath(new URL('../bin.ts', import.meta.url))

it('the command prints the line that adds it as a data source, answers, and ends with its parent', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', bin, '--flavor', 'cloud', '--until-stdin-closes'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let line = ''
  for await (const printed of createInterface(child.stdout)) {
    line = printed
    if (printed.includes('sources add')) break
  }
  const [, url, token] =
    /SONARQUBE_URL=(\S+) --set SONARQUBE_TOKEN=(\S+) --set SONARQUBE_ORGANIZATION=acme$/.exec(line) ?? []
  const headers = { authorization: `Bearer ${token}` }
  expect((await fetch(`${url}/api/projects/search?organization=acme`, { headers })).status).toBe(200)
  child.stdin.end()
  expect((await once(child, 'close'))[0]).toBe(0)
})

it('the command says what is wrong with an option', () => {
  expect(parseCommandLine(['--flavor', '8'])).toMatchObject({ exitCode: 2 })
  expect(parseCommandLine(['--projects', 'many'])).toMatchObject({ exitCode: 2 })
  expect(parseCommandLine(['--help'])).toMatchObject({ exitCode: 0 })
})
