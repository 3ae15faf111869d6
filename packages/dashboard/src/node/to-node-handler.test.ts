import { once } from 'node:events'
import { createServer, request } from 'node:http'
import * as http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { toNodeHandler } from './to-node-handler.js'

type Handler = ReturnType<typeof toNodeHandler>

async function listen(handler: Handler): Promise<number> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function ask(handler: Handler, headers: Record<string, string> = {}) {
  const port = await listen(handler)
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: '/a?b=c', headers, agent: false }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk)).on('end', () => resolve({ status: answer.statusCode, text }))
    })
    sent.on('error', reject).end()
  })
}

const echo = async ({ url }: Request) => new Response(url)
const forwarded = { host: 'acme.example', 'x-forwarded-proto': 'https' }

test('a proxy that ends TLS is believed only where the host says so', async () => {
  expect((await ask(toNodeHandler(echo), forwarded)).text).toBe('http://acme.example/a?b=c')
  const trusting = toNodeHandler(echo, { trustsForwardedProtocol: true })
  expect((await ask(trusting, forwarded)).text).toBe('https://acme.example/a?b=c')
  expect((await ask(trusting, { ...forwarded, 'x-forwarded-proto': 'https, http' })).text).toMatch(/^https:/)
  expect((await ask(trusting, { host: 'acme.example' })).text).toMatch(/^http:/)
  expect((await ask(trusting, { ...forwarded, 'x-forwarded-proto': 'ftp' })).text).toMatch(/^http:/)
})

test('HTTP/2 is answered', async () => {
  const handler = toNodeHandler(
    async ({ url, method }) =>
      new Response(`${method} ${url}`, {
        headers: [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ],
      }),
  )
  const server = http2.createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = http2.connect(`http://127.0.0.1:${port}`)
  onTestFinished(() => {
    client.close()
    server.close()
  })
  const stream = client.request({ ':path': '/a?b=c' })
  const [headers] = await once(stream, 'response')
  let text = ''
  for await (const chunk of stream) text += chunk
  expect([headers[':status'], headers['set-cookie'], text]).toEqual([
    200,
    ['a=1', 'b=2'],
    `GET http://127.0.0.1:${port}/a?b=c`,
  ])
})

test('a handler that fails is told of, and answered with 500', async () => {
  const told: unknown[] = []
  const failure = new Error('no')
  const handler = toNodeHandler(() => Promise.reject(failure), { onError: (error) => told.push(error) })
  expect((await ask(handler)).status).toBe(500)
  expect(told).toEqual([failure])
})

test('a host that is none is answered with 400, and told of to nobody else', async () => {
  const told: unknown[] = []
  const handler = toNodeHandler(echo, { onError: (error) => told.push(error) })
  expect((await ask(handler, { host: 'a b' })).status).toBe(400)
  expect(told).toEqual([])
})
