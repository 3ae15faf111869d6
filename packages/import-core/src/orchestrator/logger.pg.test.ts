import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { ImportLogger } from '../contract/logger.js'

const database = useTestDatabase()
const secret = 'canary-of-the-logger'
beforeAll(() =>
  addAcmeSource(database, 'main', { configs: { create: [{ key: 'ACME_TOKEN', value: secret, isSecret: true }] } }),
)

type Line = { level: string; fields: Readonly<Record<string, unknown>>; message: string }

function collect(): { lines: Line[]; logger: ImportLogger } {
  const lines: Line[] = []
  const add = (level: string) => (fields: Line['fields'], message: string) => {
    lines.push({ level, fields, message })
  }
  return { lines, logger: { debug: add('debug'), info: add('info'), warn: add('warn'), error: add('error') } }
}

const script = acmeScript('commit', [], async ({ log, partitions }) => {
  log.warn('look at this', { recordId: '7', details: { pages: [1, 2] } })
  await partitions([{ key: 'a', name: 'acme/a' }, { key: 'b' }], async (walk) => {
    walk.log.debug('reading')
    if (walk.key === 'b') throw new Error('the vendor hung up')
  })
})

it('gets what a run logs, with the fields to find it by', async () => {
  const { lines, logger } = collect()
  const { passId, runs } = await wireAcme(database, [script], { logger }).run()
  const about = { passId, runId: runs[0]?.runId, dataSource: 'main', provider: 'ACME', resource: 'commit' }
  expect(lines).toContainEqual({
    level: 'warn',
    fields: { ...about, recordId: '7', details: { pages: [1, 2] } },
    message: 'look at this',
  })
  for (const partition of ['a', 'b'])
    expect(lines).toContainEqual({ level: 'debug', fields: { ...about, partition }, message: 'reading' })
  expect(lines).toContainEqual({
    level: 'error',
    fields: { ...about, partition: 'b', recordId: 'b' },
    message: 'b: the vendor hung up',
  })
  expect(lines.at(0)).toMatchObject({ level: 'info', fields: { passId }, message: 'A pass began.' })
  expect(lines.at(-2)).toMatchObject({ level: 'warn', fields: { ...about, status: 'PARTIAL' } })
  expect(lines.at(-1)).toMatchObject({ level: 'warn', fields: { passId, status: 'partial' } })
})

it('gets no secret, wherever a script puts it', async () => {
  const { lines, logger } = collect()
  const leaky = acmeScript('commit', [], async ({ log, partitions }) => {
    log.info(`x ${secret}`, {
      recordId: secret,
      details: { [secret]: [secret, Buffer.from(secret).toString('base64')] },
    })
    await partitions([{ key: secret, name: secret }], async (walk) => {
      walk.log.error(secret)
      throw new Error(secret)
    })
  })
  const throwing = acmeScript('issue', [], async () => {
    throw Object.assign(new Error(`${secret} is wrong`), { token: secret })
  })
  await wireAcme(database, [leaky, throwing], { logger }).run()
  expect(lines.length).toBeGreaterThan(6)
  const text = JSON.stringify(lines)
  expect(text).toContain('***')
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    expect(text).not.toContain(form)
})

it('harms nothing when it throws, rejects, or has a level that is none', async () => {
  const throws = () => {
    throw new Error('disk full')
  }
  const rejects = (() => Promise.reject(new Error('disk full'))) as () => void
  for (const broken of [throws, rejects]) {
    const logger = { debug: broken, info: broken, warn: broken, error: broken }
    const { runs } = await wireAcme(database, [acmeScript('commit', [], async ({ log }) => log.info('hello'))], {
      logger,
    }).run()
    expect(runs.map(({ status }) => status)).toEqual(['COMPLETED'])
    expect(await database.db.importLog.count({ where: { dataSourceRunId: runs[0]?.runId ?? '' } })).toBe(1)
  }
  expect(() => wireAcme(database, [], { logger: { info: throws } as never })).toThrow('logger must have the functions')
})
