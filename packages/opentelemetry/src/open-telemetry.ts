import type { AroundPass, AroundRun, PassEvent } from '@data-import/core'
import { type Meter, metrics, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { createInstruments } from './instruments.js'
import { attributesOf, errorType, instrumentationName } from './names.js'

/** Where spans and metrics go. */
export interface OpenTelemetryOptions {
  /** Default: that of the registered provider. */
  tracer?: Tracer
  /** Default: that of the provider that is registered by now. */
  meter?: Meter
}

/** Options of an orchestrator; of a worker, `aroundRun` and `onEvent`. */
export interface OpenTelemetryHooks {
  aroundPass: AroundPass
  aroundRun: AroundRun
  /** Call it from your own listener, if you have one. */
  onEvent(event: PassEvent): void
}

/**
 * Makes a span of each pass and, in it, of each run, and counts runs and rows. Call it when the SDK of your application has started:
 * the API has no meter before.
 *
 * @example
 * ```ts
 * import { createOrchestrator, postgresLock } from '@data-import/core'
 * import { openTelemetry } from '@data-import/opentelemetry'
 * import * as git from '@data-import/provider-git'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const lock = postgresLock({ connectionString })
 * const orchestrator = createOrchestrator({ db, providers: [git], lock, ...openTelemetry() })
 * ```
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): OpenTelemetryHooks {
  const { tracer = trace.getTracer(instrumentationName), meter = metrics.getMeter(instrumentationName) } = options
  const { passDuration, runDuration, rows, lockLosses } = createInstruments(meter)
  /** Runs of this process: what workers say of theirs they count themselves. */
  const spans = new Map<string, Span>()

  return {
    aroundPass: (next) =>
      tracer.startActiveSpan('data_import.pass', async (span) => {
        const beganAt = performance.now()
        let status = 'failed'
        try {
          const result = await next()
          status = result.status
          span.setAttribute('data_import.pass.id', result.passId ?? '')
        } catch (error) {
          span.setAttribute('error.type', errorType(error))
          span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : '' })
        } finally {
          span.setAttribute('data_import.status', status)
          span.end()
          passDuration.record((performance.now() - beganAt) / 1000, { 'data_import.status': status })
        }
      }),

    aroundRun: (run, next) => {
      const about = attributesOf(run)
      const attributes = { ...about, 'data_import.run.id': run.runId, 'data_import.pass.id': run.passId }
      return tracer.startActiveSpan(`data_import.run ${run.provider}/${run.resource}`, { attributes }, async (span) => {
        const beganAt = performance.now()
        spans.set(run.runId, span)
        try {
          const { status, error, errorMessage = '' } = await next()
          const ended = {
            'data_import.status': status,
            ...(status === 'FAILED' && { 'error.type': errorType(error) }),
          }
          span.setAttributes(ended)
          if (status === 'FAILED') span.setStatus({ code: SpanStatusCode.ERROR, message: errorMessage })
          runDuration.record((performance.now() - beganAt) / 1000, { ...about, ...ended })
        } finally {
          spans.delete(run.runId)
          span.end()
        }
      })
    },

    onEvent(event) {
      if (event.type === 'lock-lost') lockLosses.add(1)
      if (event.type === 'rows-saved' && spans.has(event.runId)) {
        const { inserted, updated, unchanged, failed: refused } = event.saved
        for (const [operation, count] of Object.entries({ inserted, updated, unchanged, refused }))
          if (count > 0) rows.add(count, { ...attributesOf(event), 'data_import.operation': operation })
      }
      // The complete ones are the rule, and may be thousands; an SDK keeps the last 128 events of a span.
      if (event.type === 'partition-finished' && event.status !== 'COMPLETE')
        spans.get(event.runId)?.addEvent('data_import.partition', {
          'data_import.partition.key': event.key,
          'data_import.partition.status': event.status,
        })
    },
  }
}
