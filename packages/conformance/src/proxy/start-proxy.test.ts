import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { madeUpAnswer } from './answer.js'
import { listen } from './listen.js'
import { startProxy } from './start-proxy.js'

async function proxied() {
  const server = createServer((request, response) => {
    const next = `http://${request.headers.host}${request.url}?page=2`
    response.writeHead(200, { 'content-type': 'application/json', link: `<${next}>; rel="next"` })
    response.end(JSON.stringify({ next, method: request.method, secret: request.headers.authorization }))
  })
  const { origin, close } = await listen(server)
  const proxy = await startProxy(`${origin}/api`, 'BOARD_URL')
  onTestFinished(async () => {
    await proxy.close()
    await close()
  })
  return proxy
}

it('forwards requests with their headers, and keeps links in headers and bodies on its own origin', async () => {
  const { address, origin } = await proxied()
  const response = await fetch(address, { method: 'POST', body: '{}', headers: { authorization: 'Bearer x' } })
  expect(response.headers.get('link')).toBe(`<${origin}/api?page=2>; rel="next"`)
  expect(await response.json()).toEqual({ next: `${origin}/api?page=2`, method: 'POST', secret: 'Bearer x' })
})

it('answers by itself, breaks an answer in its middle, and starts to count again when told to', async () => {
  const proxy = await proxied()
  proxy.interfere(({ number }) => (number === 1 ? madeUpAnswer(503, '{}') : 'break'))
  expect((await fetch(proxy.address)).status).toBe(503)
  await expect(fetch(proxy.address).then((response) => response.json())).rejects.toThrow()
  expect(proxy.requests().map(({ number, path, status }) => [number, path, status])).toEqual([
    [1, '/api', 503],
    [2, '/api', 200],
  ])
  proxy.interfere()
  expect(proxy.requests()).toEqual([])
})

it.each([
  ['HTTP://LOCALHOST:4567/api/', '/api/'],
  ['http://127.0.0.1:80', ''],
  ['http://127.0.0.1:4567/', '/'],
  ['http://127.0.0.1:4567?version=7', '?version=7'],
])('stands before %s, however it is spelt', async (target, rest) => {
  const proxy = await startProxy(target, 'BOARD_URL')
  onTestFinished(proxy.close)
  expect(proxy.address).toBe(`${proxy.origin}${rest}`)
})

it('refuses an address that it can not stand before', async () => {
  await expect(startProxy('https://acme.example', 'BOARD_URL')).rejects.toThrow('http: address in BOARD_URL')
})
