import { repositoryTable } from '@data-import/model'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { HttpError, unavailableReasonOf } from '../errors/http-error.js'
import { ConfigurationError, QuotaExhaustedError, TransientError } from '../errors/import-error.js'
import { type PassOverOptions, passOver, type TestWalk } from './pass-over.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const pass = (walk: TestWalk, options?: PassOverOptions) => passOver(database, ['a'], walk, options)
const ledger = () => database.db.importPartition.findFirstOrThrow()
const warnings = async () =>
  (await database.db.importLog.findMany({ where: { level: 'WARN' } })).map(({ message }) => message)

/** A first pass that is interrupted after a page. */
const interrupted = async (options?: PassOverOptions) => {
  await pass(async ({ key, checkpoint }) => {
    const row = { externalId: `${key}1`, provider: 'ACME', name: key, fullName: key }
    await checkpoint({ rows: [rowsOf(repositoryTable, [row])], cursor: { after: 'gone' } })
    throw new TransientError('The forge is down.')
  }, options)
  return ledger()
}

/** Fails wherever there is a cursor, and notes how it was called. */
const failsAtCursor = (error: () => Error, seen: unknown[]): TestWalk => {
  return async ({ cursor, startDate }) => {
    seen.push([cursor, startDate])
    if (cursor !== null) throw error()
    return undefined
  }
}

describe('a stored position', () => {
  it.each([400, 404, 410, 416, 422])(
    'that is refused with %i is dropped, and its window walked again',
    async (status) => {
      const { windowStart } = await interrupted()
      const seen: unknown[] = []
      const walk = failsAtCursor(() => new HttpError(`The forge answered ${status}.`, { status }), seen)
      const result = await pass(walk, { partitions: { unavailableReasonOf } })
      expect(result.status).toBe('completed')
      expect(seen.slice(0, 2)).toEqual([
        [{ after: 'gone' }, windowStart],
        [null, windowStart],
      ])
      expect(await ledger()).toMatchObject({ status: 'COMPLETE', cursor: null, watermark: result.startedAt })
      expect(await warnings()).toContainEqual(expect.stringContaining(`position was refused (${status})`))
    },
  )

  it("that another client's error refuses is dropped as well", async () => {
    await interrupted()
    const seen: unknown[] = []
    const refusal = () =>
      new ConfigurationError('There is no commit any more.', {
        cause: Object.assign(new Error('Not Found'), { name: 'HttpError', status: 404 }),
      })
    expect((await pass(failsAtCursor(refusal, seen))).status).toBe('completed')
    expect(seen).toHaveLength(3)
  })

  it('that the walk gives up is dropped, once a walk', async () => {
    const { windowStart } = await interrupted()
    const seen: unknown[] = []
    const once = await pass(async ({ cursor, startDate, restart }) => {
      seen.push([cursor, startDate])
      if (cursor !== null) restart('the branch was moved')
      return undefined
    })
    expect(once.status).toBe('completed')
    expect(seen.slice(0, 2)).toEqual([
      [{ after: 'gone' }, windowStart],
      [null, windowStart],
    ])
    expect(await warnings()).toContainEqual(expect.stringMatching(/starts over: the branch was moved/))
    let walks = 0
    const twice = await pass(async ({ restart }) => {
      walks += 1
      return restart('again')
    })
    expect([walks, twice.runs[0]?.status]).toEqual([2, 'FAILED'])
    expect(await ledger()).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('asked for that again') })
  })

  it('at which nothing but a failure comes is not used a third time', async () => {
    const { windowStart } = await interrupted()
    const seen: unknown[] = []
    const walk = failsAtCursor(() => new Error('The link points to another host.'), seen)
    expect((await pass(walk)).status).toBe('partial')
    expect(await ledger()).toMatchObject({ cursor: { after: 'gone' }, cursorFailures: 1 })
    expect((await pass(walk)).status).toBe('partial')
    expect(await ledger()).toMatchObject({ cursor: null, windowStart, reason: expect.stringContaining('dropped') })
    expect((await pass(walk)).status).toBe('completed')
    expect(seen[2]).toEqual([null, windowStart])
  })

  it.each([
    ['a fault that passes', () => new TransientError('down')],
    ['a used-up quota', () => new QuotaExhaustedError('later')],
    ['refused credentials', () => new ConfigurationError('401', { cause: new HttpError('no', { status: 401 }) })],
    ['no access', () => new HttpError('no', { status: 403 })],
    ['a broken network', () => Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' })],
    ['a server that fails', () => Object.assign(new Error('oops'), { status: 502 })],
  ])('is kept through %s', async (_, error) => {
    await interrupted()
    const walk = failsAtCursor(error, [])
    for (let count = 0; count < 3; count++) await pass(walk, { partitions: { unavailableReasonOf } })
    expect(await ledger()).toMatchObject({ cursor: { after: 'gone' }, cursorFailures: 0 })
  })

  it('is kept by a walk that continues from it and fails later', async () => {
    await interrupted()
    let page = 1
    const walk: TestWalk = async ({ cursor, checkpoint }) => {
      await checkpoint({ rows: [], cursor: { after: ++page } })
      throw new HttpError(`no page after ${JSON.stringify(cursor)}`, { status: 404 })
    }
    for (let count = 0; count < 3; count++) await pass(walk)
    expect(await ledger()).toMatchObject({ status: 'FAILED', cursor: { after: 4 }, cursorFailures: 0 })
  })
})

describe('of another address, a position', () => {
  const configuration = [{ key: 'ACME_URL', description: 'address', format: 'url' as const }]
  const withAddress = async (value: string) => {
    const { id: dataSourceId } = await database.db.dataSource.findFirstOrThrow()
    const where = { dataSourceId_key: { dataSourceId, key: 'ACME_URL' } }
    await database.db.dataSourceConfig.upsert({
      where,
      create: { dataSourceId, key: 'ACME_URL', value },
      update: { value },
    })
  }

  it('is not used, and its window is walked again', async () => {
    await withAddress('https://old.acme.example/api?token=canary-s3cr3t')
    const { windowStart, addressDigest } = await interrupted({ configuration })
    expect(addressDigest).toMatch(/^[0-9a-f]{32}$/)
    await withAddress('https://new.acme.example/api')
    const seen: unknown[] = []
    const result = await pass(
      failsAtCursor(() => new Error('never'), seen),
      { configuration },
    )
    expect(result.status).toBe('completed')
    expect(seen[0]).toEqual([null, windowStart])
    expect(await warnings()).toContainEqual(expect.stringContaining('address of the data source has changed'))
  })

  it('is used where the address is written another way', async () => {
    await withAddress('https://old.acme.example/api?token=one')
    await interrupted({ configuration })
    await withAddress('https://OLD.acme.example:443/api/?token=two')
    const seen: unknown[] = []
    await pass(
      async ({ cursor }) => {
        seen.push(cursor)
        return undefined
      },
      { configuration },
    )
    expect(seen[0]).toEqual({ after: 'gone' })
  })
})
