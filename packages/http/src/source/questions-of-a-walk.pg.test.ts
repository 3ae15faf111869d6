import {
  type ExecutionContext,
  HttpError,
  type PartitionContext,
  type PartitionsOptions,
  unavailableReasonOf,
} from '@data-import/core/provider'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HttpSource } from '../contract/http-source.js'
import { keysetPaging } from '../paging/keyset-paging.js'
import { linkPaging } from '../paging/link-paging.js'
import { onePage } from '../paging/one-page.js'
import { createHttpSource } from './create-http-source.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

type ReadCard = (source: HttpSource, id: number, partition: PartitionContext) => Promise<unknown>

/** Imports the cards of two boards, and of each card what belongs to it. */
async function walk(readCard: ReadCard, options: PartitionsOptions = { unavailableReasonOf }) {
  const script = acmeScript('card', [], async (context: ExecutionContext) => {
    const source = createHttpSource(context, { name: 'Acme Board', baseUrl: server.origin(), retries: 0 })
    const paging = keysetPaging<number>({ parameter: 'after', keyOf: (id) => id })
    const walkBoard = async (partition: PartitionContext) => {
      const { key, cursor, checkpoint } = partition
      for await (const { items, next } of source.pages<number>(`/boards/${key}`, { paging, from: cursor })) {
        for (const id of items) await readCard(source, id, partition)
        await checkpoint({ rows: [], cursor: next })
      }
    }
    await context.partitions([{ key: 'a' }, { key: 'b' }], walkBoard, options)
  })
  const { runs } = await wireAcme(database, [script]).run({})
  const ledger = await database.db.importPartition.findMany({ orderBy: { key: 'asc' } })
  return { run: runs[0], a: ledger[0], b: ledger[1] }
}

/** Board a has the cards 1, 2 and 3; what belongs to card 2 is refused. */
function refuseCardTwo(status: number) {
  refuseCard(2, status)
}

function refuseCard(id: number, status: number) {
  server.answer((_, response, { pathname, searchParams }) => {
    if (pathname === `/cards/${id}/approvals`) return response.writeHead(status).end('{"message":"No."}')
    if (pathname.startsWith('/cards/')) return response.end('[]')
    const after = Number(searchParams.get('after') ?? 0)
    return response.end(JSON.stringify(pathname === '/boards/a' && after < 3 ? [after + 1] : []))
  })
}

const approvals: ReadCard = (source, id) => source.get(`/cards/${id}/approvals`)

describe('what is refused of something in a partition', () => {
  it.each([403, 404, 410, 451])(
    'says nothing of the partition, which is FAILED and not left out: %i',
    async (status) => {
      refuseCardTwo(status)
      const { run, a, b } = await walk(approvals)
      expect(run?.status).toBe('PARTIAL')
      expect(a).toMatchObject({
        status: 'FAILED',
        reason: expect.stringMatching(
          new RegExp(
            `^Acme Board answered ${status} \\(GET /cards/2/approvals\\): No\\. It was asked for a part .* absentOn`,
          ),
        ),
      })
      expect(b?.status).toBe('COMPLETE')
    },
  )

  it('proves no emptiness either, whatever a script says of its status', async () => {
    refuseCardTwo(410)
    const skipReasonOf = (error: unknown) =>
      HttpError.isInstance(error) && error.status === 410 ? 'switched off' : undefined
    expect((await walk(approvals, { skipReasonOf, unavailableReasonOf })).a?.status).toBe('FAILED')
  })

  it("is no word of the partition before its first page is saved either, by whatever an author's own judgement says", async () => {
    refuseCard(1, 404)
    const gone = (error: unknown) => (HttpError.isInstance(error) && error.status === 404 ? 'gone' : undefined)
    for (const options of [{ skipReasonOf: gone }, { unavailableReasonOf: gone }]) {
      const { run, a, b } = await walk(approvals, options)
      expect([run?.status, a?.status, b?.status]).toEqual(['PARTIAL', 'FAILED', 'COMPLETE'])
    }
  })

  it('says nothing of it to who catches it himself either', async () => {
    refuseCardTwo(404)
    const caught: ReadCard = async (source, id, partition) => {
      try {
        return await approvals(source, id, partition)
      } catch (error) {
        const reason = unavailableReasonOf(error)
        if (reason !== undefined) return partition.unavailable(reason)
        throw error
      }
    }
    expect((await walk(caught, {})).a?.status).toBe('FAILED')
  })

  it('says nothing of it where it is a list', async () => {
    refuseCardTwo(404)
    const list: ReadCard = async (source, id) => {
      for await (const _ of source.pages(`/cards/${id}/approvals`, { paging: linkPaging() }));
    }
    expect((await walk(list)).a?.status).toBe('FAILED')
  })

  it('ends nothing where the script says which answers mean that there is none', async () => {
    refuseCardTwo(404)
    const absent: [number, boolean][] = []
    const optional: ReadCard = async (source, id) => {
      const answer = await source.get(`/cards/${id}/approvals`, { absentOn: [404] })
      absent.push([id, answer === undefined])
      const items = (body: readonly unknown[]) => body
      for await (const _ of source.pages(`/cards/${id}/approvals`, { paging: onePage(), items, absentOn: [404] }));
    }
    const { run, a } = await walk(optional)
    expect([run?.status, a?.status]).toEqual(['COMPLETED', 'COMPLETE'])
    expect(absent).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
  })

  it('and is none of those answers ends the walk, whatever they are', async () => {
    refuseCardTwo(403)
    expect((await walk((source, id) => source.get(`/cards/${id}/approvals`, { absentOn: [404] }))).a?.status).toBe(
      'FAILED',
    )
  })
})

describe('what is refused of the partition itself', () => {
  it.each([403, 404, 410, 451])('makes it UNAVAILABLE: %i', async (status) => {
    server.answer((_, response, { pathname }) => response.writeHead(pathname === '/boards/a' ? status : 200).end('[]'))
    const { run, a, b } = await walk(approvals)
    expect([run?.status, a?.status, b?.status]).toEqual(['PARTIAL', 'UNAVAILABLE', 'COMPLETE'])
  })

  it('does so in the middle of its walk too', async () => {
    server.answer((_, response, { pathname, searchParams }) => {
      if (pathname.startsWith('/cards/')) return response.end('[]')
      if (pathname === '/boards/b') return response.end('[]')
      return searchParams.has('after') ? response.writeHead(404).end() : response.end('[1]')
    })
    expect((await walk(approvals)).a).toMatchObject({
      status: 'UNAVAILABLE',
      reason: expect.stringContaining('middle'),
    })
  })

  it('does so by a further question where the script says that it is about the partition', async () => {
    refuseCardTwo(404)
    const own: ReadCard = (source, id) => source.get(`/cards/${id}/approvals`, { isOfPart: false })
    expect((await walk(own)).a?.status).toBe('UNAVAILABLE')
  })
})
