import { once } from 'node:events'
import { connect } from 'node:net'
import { createWorkspace, useTestDatabase, type Workspace } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { main } from '../main.js'

const database = useTestDatabase()
let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace(main, { DATABASE_URL: database.url })
})
afterEach(() => workspace.remove())

/** Starts the command, and tells the address that it prints. */
async function start(argv: string[]) {
  let stop = () => {}
  let told = ''
  const ended = { current: undefined as ReturnType<Workspace['run']> | undefined }
  const address = await new Promise<string>((resolve) => {
    ended.current = workspace.run(['dashboard', ...argv], {
      onStart: (given) => {
        stop = given
      },
      onWrite(text) {
        told += text
        const [found] = told.match(/http:\/\/\S+(?=\s)/) ?? []
        if (found) resolve(found)
      },
    })
    void ended.current.then(({ stderr }) => resolve(`ended: ${stderr}`))
  })
  return {
    address,
    async end() {
      stop()
      return ended.current
    },
  }
}

test('shows the page to who opens the printed address, and ends with connections open', async () => {
  await database.db.dataSource.create({ data: { organizationId: 'acme', provider: 'GIT', name: 'web' } })
  const { address, end } = await start([])
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/)
  const { origin, port } = new URL(address)
  expect((await fetch(origin)).status).toBe(403)
  const cookie = (await fetch(address)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await fetch(`${origin}/`, { headers: { cookie } })
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Nothing is imported yet')])
  expect((await fetch(`${origin}/health`, { headers: { cookie } })).status).toBe(200)
  const silent = connect(Number(port), '127.0.0.1')
  await once(silent, 'connect')
  const closed = once(silent, 'close')
  const result = await end()
  await closed
  expect(result?.code).toBe(0)
  await expect(fetch(origin)).rejects.toThrow()
})

test('a request that is none is answered, and the command goes on', async () => {
  const { address, end } = await start([])
  const { origin, port } = new URL(address)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n')
  const [first] = await once(socket, 'data')
  expect(String(first)).toMatch(/^HTTP\/1\.1 4\d\d/)
  socket.destroy()
  expect((await fetch(origin)).status).toBe(403)
  expect((await end())?.code).toBe(0)
})

test('other machines are let in with a password only', async () => {
  expect(await workspace.run(['dashboard', '--host', '0.0.0.0'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('needs --password-file'),
  })
  await workspace.write('password', 'short\n')
  const short = await workspace.run(['dashboard', '--host', '0.0.0.0', '--password-file', 'password'])
  expect(short).toMatchObject({ code: 2, stderr: expect.stringContaining('12 characters') })
  await workspace.write('password', 'correct horse battery\n')
  const { address, end } = await start(['--host', '0.0.0.0', '--password-file', 'password'])
  const origin = `http://127.0.0.1:${new URL(address).port}`
  expect((await fetch(origin)).status).toBe(401)
  const authorization = `Basic ${Buffer.from('ann:correct horse battery').toString('base64')}`
  expect((await fetch(origin, { headers: { authorization } })).status).toBe(200)
  expect((await end())?.code).toBe(0)
})

test('a port that is taken is told in words', async () => {
  const { address, end } = await start([])
  const second = await workspace.run(['dashboard', '--port', new URL(address).port])
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('something else listens there') })
  await end()
})
