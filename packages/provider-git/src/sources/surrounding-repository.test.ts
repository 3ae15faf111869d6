import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { check } from '../check/check.js'
import { parseRemoteAddress } from '../git/remote-address.js'
import { canary, temporaryFolder, testRepository } from '../test-repository.js'
import { cloneFolder, listRemote, updateClone } from './clone.js'

const signal = new AbortController().signal
const nobody = 65_534

/** Asks everybody for a password, as a server with private repositories does. */
async function privateServer(): Promise<string> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/basket.git`
}

/** A folder inside of somebody's repository, whose configuration names a program wherever git would run one. */
function folderInRepository(elsewhere: string): { folder: string; trace: string } {
  const repository = temporaryFolder()
  const { program, trace } = canary(temporaryFolder())
  chmodSync(join(program, '..'), 0o777)
  mkdirSync(join(repository, '.git/objects'), { recursive: true })
  mkdirSync(join(repository, '.git/refs'))
  writeFileSync(join(repository, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(
    join(repository, '.git/config'),
    `[core]
	repositoryformatversion = 0
	askPass = ${program}
	gitProxy = ${program}
	sshCommand = ${program}
	fsmonitor = ${program}
	pager = ${program}
[credential]
	helper = !${program}
[protocol]
	allow = always
[url "${elsewhere}"]
	insteadOf = file://
`,
  )
  const folder = join(repository, 'work')
  mkdirSync(folder)
  if (process.getuid?.() === 0) {
    for (const path of [repository, ...readdirSync(repository, { recursive: true, encoding: 'utf8' })]) {
      chownSync(join(repository, path.replace(repository, '')), nobody, nobody)
    }
  }
  return { folder, trace }
}

describe('a repository around the working directory is not obeyed', () => {
  let trace = ''
  let folder = ''

  beforeEach(() => {
    const before = process.cwd()
    ;({ folder, trace } = folderInRepository('http://127.0.0.1:9/'))
    process.chdir(folder)
    return () => process.chdir(before)
  })

  function optionsFor(url: string) {
    const cloneDirectory = join(folder, '.data-import/clones')
    return { address: parseRemoteAddress(url), dataSourceId: 'one', cloneDirectory, environment: process.env, signal }
  }

  it.each(['http', 'ssh', 'git'])('when an address is checked (%s)', async (scheme) => {
    const url = scheme === 'http' ? await privateServer() : `${scheme}://127.0.0.1:9/basket.git`
    const findings = await check({ env: { GIT_URL: url }, signal })
    expect(findings[1]).toMatchObject({ status: 'error' })
    expect(existsSync(trace)).toBe(false)
  })

  it('when an address is listed, cloned and fetched', async () => {
    const refused = optionsFor(await privateServer())
    await expect(listRemote(refused)).rejects.toThrow(/Check the credentials/)
    await expect(updateClone(refused)).rejects.toThrow(/Check the credentials/)

    const basket = testRepository()
    basket.commit('one')
    const options = optionsFor(`file://${basket.folder}`)
    await updateClone(options)
    basket.commit('two')
    await updateClone(options)
    expect(existsSync(trace)).toBe(false)
  })

  it('when a clone of ours is damaged, so that git would look for another one above it', async () => {
    const basket = testRepository()
    basket.commit('one')
    const options = optionsFor(`file://${basket.folder}`)
    await updateClone(options)
    rmSync(join(cloneFolder(options), 'HEAD'))
    await updateClone(options).catch(() => undefined)
    expect(existsSync(trace)).toBe(false)
  })
})

it('nobody else may enter a clone, also one that a former version made', async () => {
  const basket = testRepository()
  basket.commit('one')
  const cloneDirectory = temporaryFolder()
  chmodSync(cloneDirectory, 0o755)
  const address = parseRemoteAddress(`file://${basket.folder}`)
  const options = { address, dataSourceId: 'one', cloneDirectory, environment: process.env, signal }
  const folder = await updateClone(options)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  chmodSync(folder, 0o755)
  await updateClone(options)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})
