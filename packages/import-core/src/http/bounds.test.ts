import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TransientError } from '../errors/import-error.js'
import { whileCollectingMemory } from './garbage.fixture.js'
import { type Handler, useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

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
