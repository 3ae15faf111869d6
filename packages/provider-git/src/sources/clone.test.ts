import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parseRemoteAddress } from '../git/remote-address.js'
import { canary, temporaryFolder, testRepository } from '../test-repository.js'
import { cloneFolder, listRemote, updateClone } from './clone.js'

const signal = new AbortController().signal

function optionsFor(url: string, cloneDirectory = temporaryFolder()) {
  return { address: parseRemoteAddress(url), dataSourceId: 'one', cloneDirectory, environment: process.env, signal }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A web server with git's "dumb" protocol: the files of a bare repository, for whoever knows the password. */
async function webServer(folder: string, expected: string) {
  const seen: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    if (request.headers.authorization !== `Basic ${Buffer.from(expected).toString('base64')}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end()
      return
    }
    const file = join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname))
    if (existsSync(file)) response.end(readFileSync(file))
    else response.writeHead(404).end()
  })
  return { host: await listen(server), seen }
}

function published(): string {
  const parent = temporaryFolder()
  const { commit, git, folder } = testRepository()
  commit('one')
  git('clone', '--quiet', '--bare', folder, join(parent, 'basket.git'))
  git('-C', join(parent, 'basket.git'), 'update-server-info')
  return parent
}

it('logs in with the credentials of the address, and leaves none in the clone', async () => {
  const { host } = await webServer(published(), 'ada:p@ss/wörd')
  const options = optionsFor(`http://ada:${encodeURIComponent('p@ss/wörd')}@${host}/basket.git`)
  const clone = await updateClone(options)
  await updateClone(options)
  expect([...(await listRemote(options)).refs.keys()]).toContain('refs/heads/main')
  expect(clone).toBe(cloneFolder(options))
  expect(readFileSync(join(clone, 'config'), 'utf8')).toContain(`url = http://${host}/basket.git`)
  expect(readFileSync(join(clone, 'config'), 'utf8')).not.toMatch(/ada|w%C3%B6rd|wörd/)
})

it('asks to check credentials that are refused, without showing them, and waits for no prompt', async () => {
  const { host } = await webServer(published(), 'ada:right')
  for (const credentials of ['ada:wrong-secret@', 'wrong-secret@', '']) {
    const options = optionsFor(`http://${credentials}${host}/basket.git`)
    const refused = updateClone(options)
    await expect(refused).rejects.toThrow(/Check the credentials/)
    await expect(refused).rejects.not.toThrow(/wrong-secret/)
    expect(readdirSync(options.cloneDirectory)).toEqual([])
  }
})

it('gives the credentials to no other server that it is sent to', async () => {
  const other = await webServer(published(), 'never:given')
  const sending = createServer((request, response) => {
    if (!request.headers.authorization) response.writeHead(401, { 'www-authenticate': 'Basic realm="acme"' }).end()
    else response.writeHead(302, { location: `http://${other.host}${request.url}` }).end()
  })
  await expect(updateClone(optionsFor(`http://ada:secret@${await listen(sending)}/basket.git`))).rejects.toThrow()
  expect(other.seen.length).toBeGreaterThan(0)
  expect(other.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([])
})

it('says so when there is no such repository, or nobody listens', async () => {
  const { host } = await webServer(published(), 'ada:right')
  await expect(updateClone(optionsFor(`http://ada:right@${host}/other.git`))).rejects.toThrow(/Check the address/)
  const nowhere = updateClone(optionsFor('http://127.0.0.1:9/basket.git'))
  await expect(nowhere).rejects.toMatchObject({ recovery: 'retry' })
})

it('starts again where a crash left half a clone', async () => {
  const { folder, commit } = testRepository()
  commit('one')
  const options = optionsFor(`file://${folder}`)
  mkdirSync(`${cloneFolder(options)}.partial`)
  writeFileSync(join(`${cloneFolder(options)}.partial`, 'HEAD'), 'half')
  await updateClone(options)
  expect(readdirSync(options.cloneDirectory)).toEqual([`${cloneFolder(options).split('/').at(-1)}`])
})

it('runs no program of the templates or hooks that an operator has for other clones', async () => {
  const { folder, commit } = testRepository()
  commit('one')
  const home = temporaryFolder()
  const { program, trace } = canary(home)
  writeFileSync(join(home, '.gitconfig'), `[core]\n\thooksPath = ${home}\n\tfsmonitor = ${program}\n`)
  writeFileSync(join(home, 'reference-transaction'), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
  const options = { ...optionsFor(`file://${folder}`), environment: { ...process.env, HOME: home } }
  await updateClone(options)
  await updateClone(options)
  expect(existsSync(trace)).toBe(false)
})

it('keeps the clones of two data sources apart', () => {
  const options = optionsFor('https://acme.example/basket.git')
  expect(cloneFolder(options)).not.toBe(cloneFolder({ ...options, dataSourceId: 'two' }))
})

it('stops a server that never answers when it is aborted', async () => {
  const controller = new AbortController()
  const silent = createServer(() => controller.abort(new Error('enough')))
  const options = { ...optionsFor(`http://${await listen(silent)}/basket.git`), signal: controller.signal }
  await expect(updateClone(options)).rejects.toThrow('enough')
  expect(existsSync(cloneFolder(options))).toBe(false)
  silent.closeAllConnections()
})

it('says what to do where clones can not be kept', async () => {
  const file = join(temporaryFolder(), 'clones')
  writeFileSync(file, '')
  const options = optionsFor(`file://${testRepository().folder}`, file)
  await expect(updateClone(options)).rejects.toThrow(/can't be kept in .*clones \(EEXIST\).*GIT_CLONE_DIRECTORY/)
  const long = { ...options, cloneDirectory: join(temporaryFolder(), 'x'.repeat(300)) }
  await expect(updateClone(long)).rejects.toThrow(/ENAMETOOLONG.*GIT_CLONE_DIRECTORY/)
})
