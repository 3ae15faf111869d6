import { gzipSync } from 'node:zlib'
import { TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { whileCollectingMemory } from './garbage.fixture.js'
import { type Handler, useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

const cards = (count: number) => Array.from({ length: count }, (_, id) => ({ id, title: `Card ${id} of a board` }))

describe('large answers', () => {
  it('let others continue while they are read', async () => {
    const body = cards(200_000)
    server.answer((_, response) => response.end(JSON.stringify(body)))
    let turns = 0
    let isDone = false
    const others = async () => {
      for (; !isDone; turns++) await new Promise((resolve) => setImmediate(resolve))
    }
    const counting = others()
    const answer = await server.open().get('/cards')
    isDone = true
    await counting
    expect(answer.body).toEqual(body)
    expect(turns).toBeGreaterThan(20)
  })

  it('are read one at a time, each with the whole time from its turn on, and small ones pass them', async () => {
    const text = JSON.stringify(cards(130_000))
    const half = text.length - 100
    const rests: (() => void)[] = []
    let isHeld = () => {}
    const held = new Promise<void>((resolve) => {
      isHeld = resolve
    })
    server.answer((_, response, { pathname }) => {
      if (pathname === '/api/small') return response.end('[]')
      response.write(text.slice(0, half), () => {
        rests.push(() => response.end(text.slice(half)))
        if (rests.length === 2) isHeld()
      })
    })
    const source = server.open()
    const [first, second] = [source.get('/a'), source.get('/b')]
    await held
    expect((await source.get('/small')).body).toEqual([])
    for (const rest of rests) rest()
    expect((await first).body).toHaveLength(130_000)
    expect((await second).body).toHaveLength(130_000)
  })

  it('that break off let the next one be read', async () => {
    const text = JSON.stringify(cards(130_000))
    server.answer((request, response) => {
      if (server.asked.length > 1) return response.end(text)
      response.write(text.slice(0, -100), () => request.socket.destroy())
    })
    expect((await server.open().get('/a')).body).toHaveLength(130_000)
  })
})

describe('an answer is bounded', () => {
  it('in size, as it is without its compression', async () => {
    server.answer((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(JSON.stringify('a'.repeat(100_000))))
    })
    expect(await failure(server.open({ largestBytes: 99_000 }).get('/'))).toMatchObject({
      message: 'An answer is larger than 99000 bytes; it was not read.',
    })
    expect(server.asked).toHaveLength(1)
    expect((await server.open({ largestBytes: 101_000 }).get<string>('/')).body).toHaveLength(100_000)
  })

  it('to 16 MiB where nobody says more', async () => {
    server.answer((_, response) => response.end(JSON.stringify('a'.repeat(17 * 1024 * 1024))))
    expect(await failure(server.open().get('/'))).toMatchObject({
      message: 'An answer is larger than 16777216 bytes; it was not read.',
    })
  })

  it('in values, however few bytes they have', async () => {
    server.answer((_, response) => response.end(`[${'{},'.repeat(5_000_000)}{}]`))
    expect(await failure(server.open().get('/'))).toMatchObject({
      message: 'An answer holds more than 2000000 values; it was not read.',
    })
    expect(server.asked).toHaveLength(1)
  })

  it('in time, when the other side never answers', async () => {
    server.answer(() => undefined)
    const source = server.open({ timeoutMs: 20, retries: 1 })
    const error = await failure(source.get('/boards'))
    expect(error).toMatchObject({ message: 'Acme Board gave no whole answer (GET /api/boards) within 0.02 s.' })
    expect(source.usage.requests).toBe(2)
  })

  it('in time, when it stops in the middle', async () => {
    server.answer((_, response) => response.write('{"a":'))
    expect(await failure(server.open({ timeoutMs: 20, retries: 0 }).get('/'))).toBeInstanceOf(TransientError)
  })

  it.each([
    ['never answers', () => undefined],
    ['stops in the middle', (_, response) => response.write('{"a":')],
  ] satisfies [string, Handler][])(
    'in time, also when memory is collected while the other side %s',
    async (_, stall) => {
      server.answer(stall)
      const asked = failure(server.open({ timeoutMs: 200, retries: 0 }).get('/boards'))
      expect(await whileCollectingMemory(asked)).toMatchObject({
        message: 'Acme Board gave no whole answer (GET /api/boards) within 0.2 s.',
      })
    },
  )
})
