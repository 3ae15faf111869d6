import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DataSourceScript } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { context, type Span, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { observeLedger } from './observe-ledger.js'
import { openTelemetry } from './open-telemetry.js'

const database = useTestDatabase()
const spans = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
const undici = new UndiciInstrumentation()
const vendor = createServer((_request, response) => response.end('{}'))
let address = ''

beforeAll(async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  undici.setTracerProvider(provider)
  undici.enable()
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`
  await addAcmeSource(database, 'web')
})
afterAll(async () => {
  undici.disable()
  context.disable()
  await new Promise((resolve) => vendor.close(resolve))
})
beforeEach(() => {
  spans.reset()
})

const tracer = provider.getTracer('test')

/** What an application's own instrumentation does around a statement. */
const statement = (work: () => PromiseLike<unknown>) =>
  tracer.startActiveSpan('postgres', async (span: Span) => {
    await work()
    span.end()
  })

const asks: DataSourceScript['run'] = async ({ db, partitions }) => {
  await partitions([{ key: 'acme/secret-plans' }], async () => {
    await (await fetch(address)).text()
    await statement(() => (db as typeof database.db).$queryRawUnsafe('select 1'))
  })
}

/** A meter, and what it has by now. */
function createMeter() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test')
  return {
    meter,
    async read() {
      const { resourceMetrics, errors } = await reader.collect()
      await reader.shutdown()
      expect(errors).toEqual([])
      return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor: { name, unit }, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({ name, unit, attributes, value })),
        ),
      )
    },
  }
}

/** One pass of these scripts, with the metrics of it alone. */
async function pass(scripts: DataSourceScript[]) {
  const { meter, read } = createMeter()
  const stop = observeLedger(database.db, { meter })
  const { passId } = await wireAcme(database, scripts, openTelemetry({ tracer, meter })).run()
  const points = await read()
  stop()
  return { passId, points }
}

const named = (name: string) => spans.getFinishedSpans().filter((span) => span.name.startsWith(name))
const one = (name: string): ReadableSpan => {
  const [span, ...more] = named(name)
  if (!span || more.length > 0) throw new Error(`There are ${more.length + (span ? 1 : 0)} spans ${name}.`)
  return span
}

it('a pass is one trace: its runs are its children, requests and statements are children of their run', async () => {
  const { passId } = await pass([acmeScript('commit', [], asks), acmeScript('issue', ['commit'], asks)])
  const root = one('data_import.pass')
  expect(root.parentSpanContext).toBeUndefined()
  expect(root.attributes).toEqual({ 'data_import.pass.id': passId, 'data_import.status': 'completed' })
  for (const resource of ['commit', 'issue']) {
    const run = one(`data_import.run ACME/${resource}`)
    expect(run.parentSpanContext?.spanId).toBe(root.spanContext().spanId)
    expect(run.attributes).toEqual({
      'data_import.source': 'web',
      'data_import.provider': 'ACME',
      'data_import.resource': resource,
      'data_import.run.id': expect.any(String),
      'data_import.pass.id': passId,
      'data_import.status': 'COMPLETED',
    })
    for (const name of ['GET', 'postgres']) {
      const children = named(name).filter((span) => span.parentSpanContext?.spanId === run.spanContext().spanId)
      expect(children).toHaveLength(1)
    }
  }
  expect(new Set(spans.getFinishedSpans().map((span) => span.spanContext().traceId)).size).toBe(1)
})

it('two passes at once in one process are two traces', async () => {
  await Promise.all(
    ['one', 'two'].map((name) =>
      tracer.startActiveSpan(`of ${name}`, async (span) => {
        const { aroundPass, aroundRun } = openTelemetry({ tracer })
        const run = {
          runId: name,
          passId: name,
          dataSourceId: '',
          dataSource: name,
          provider: 'ACME',
          resource: 'commit',
        }
        const outcome = { ...run, status: 'COMPLETED', recordsImported: 0, recordsFailed: 0, durationMs: 0 } as const
        const result = { status: 'completed', passId: name, startedAt: new Date(), durationMs: 0 } as const
        const empty = { runs: [], unregistered: [], leftOut: [], notDue: [] }
        await aroundPass(async () => {
          await aroundRun(run, async () => {
            await (await fetch(address)).text()
            return outcome
          })
          return { ...result, ...empty }
        })
        span.end()
      }),
    ),
  )
  for (const name of ['data_import.pass', 'data_import.run', 'GET']) {
    expect(named(name)).toHaveLength(2)
    expect(new Set(named(name).map((span) => span.spanContext().traceId)).size).toBe(2)
  }
  for (const request of named('GET')) {
    const run = named('data_import.run').find((span) => span.spanContext().spanId === request.parentSpanContext?.spanId)
    expect(run?.spanContext().traceId).toBe(request.spanContext().traceId)
  }
})

it('a run that fails has its error and why; a pass that throws has as well', async () => {
  const failing = acmeScript('commit', [], async () => {
    throw new TypeError('the vendor sent nonsense')
  })
  const { points } = await pass([failing])
  const run = one('data_import.run')
  expect(run.status).toEqual({ code: 2, message: 'the vendor sent nonsense' })
  expect(run.attributes).toMatchObject({ 'data_import.status': 'FAILED', 'error.type': 'TypeError' })
  expect(one('data_import.pass').attributes).toMatchObject({ 'data_import.status': 'partial' })
  const duration = points.find(({ name }) => name === 'data_import.run.duration')
  expect(duration).toMatchObject({
    unit: 's',
    attributes: { 'data_import.status': 'FAILED', 'error.type': 'TypeError' },
  })
  spans.reset()
  await expect(
    wireAcme(database, [failing], openTelemetry({ tracer })).run({ dataSources: ['nobody'] }),
  ).rejects.toThrow('nobody')
  expect(one('data_import.pass').attributes).toMatchObject({ 'error.type': 'ConfigurationError' })
})

it('metrics have the names, units and attributes that are documented, and name no partition', async () => {
  const walking = acmeScript('commit', [], async ({ partitions }) => {
    await partitions([{ key: 'acme/secret-plans' }, { key: 'acme/web' }], async ({ key }) => {
      if (key === 'acme/web') throw new Error('broken')
    })
  })
  const { points } = await pass([walking])
  const web = { 'data_import.source': 'web', 'data_import.provider': 'ACME', 'data_import.resource': 'commit' }
  const state = { ...web, 'data_import.organization': 'acme' }
  const documented: [name: string, attributes: object, value: unknown][] = [
    ['data_import.pass.duration', { 'data_import.status': 'partial' }, expect.objectContaining({ count: 1 })],
    ['data_import.run.duration', { ...web, 'data_import.status': 'PARTIAL' }, expect.objectContaining({ count: 1 })],
    ['data_import.partitions', { ...state, 'data_import.status': 'failed' }, 1],
    ['data_import.complete', state, 0],
    ['data_import.failing', state, expect.any(Number)],
  ]
  for (const [name, attributes, value] of documented)
    expect(points).toContainEqual(expect.objectContaining({ name, attributes, value }))
  expect(JSON.stringify(points)).not.toMatch(/secret-plans|acme\/web/)
  const events = one('data_import.run').events
  expect(events.map(({ attributes }) => attributes)).toEqual([
    { 'data_import.partition.key': 'acme/web', 'data_import.partition.status': 'FAILED' },
  ])
})

it('rows are counted by what became of them', async () => {
  const save: DataSourceScript['run'] = async (context) => {
    const row = { externalId: 'a', name: 'a', fullName: 'acme/a', provider: 'ACME' }
    await context.save(repositoryTable, [
      row,
      { ...row, externalId: 'b' },
      { ...row, externalId: 'c', name: null as never },
    ])
  }
  const rows = async () =>
    (await pass([acmeScript('repository', [], save)])).points
      .filter(({ name }) => name === 'data_import.rows')
      .map(({ attributes, value }) => [attributes['data_import.operation'], value])
  expect(await rows()).toEqual([
    ['inserted', 2],
    ['refused', 1],
  ])
  expect(await rows()).toEqual([
    ['unchanged', 2],
    ['refused', 1],
  ])
})

it('rows of runs in other processes are left to those', async () => {
  const { meter, read } = createMeter()
  const run = { runId: 'elsewhere', dataSourceId: '', dataSource: 'web', provider: 'ACME', resource: 'commit' }
  const saved = { inserted: 2, updated: 0, unchanged: 0, deleted: 0, failed: 0 }
  openTelemetry({ tracer, meter }).onEvent({ type: 'rows-saved', at: new Date(), ...run, saved })
  openTelemetry({ tracer, meter }).onEvent({ type: 'lock-lost', at: new Date(), reason: '' })
  expect((await read()).map(({ name }) => name)).toEqual(['data_import.lock.losses'])
})

it('without a registered SDK nothing is recorded and nothing breaks', async () => {
  const { status } = await wireAcme(database, [acmeScript('issue')], openTelemetry()).run()
  expect(status).toBe('completed')
  observeLedger(database.db)()
  expect(trace.getActiveSpan()).toBeUndefined()
  expect(spans.getFinishedSpans()).toEqual([])
})
