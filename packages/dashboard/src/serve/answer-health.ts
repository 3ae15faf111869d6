import { type Health, prometheusText, readHealth, readMetrics } from '@data-import/ledger'
import type { Served } from './served.js'

/** Answers with how the import is: 503 only where nothing moves any more, because nobody is helped by a restart otherwise. */
export async function answerHealth({ options, schema, respond }: Served): Promise<Response> {
  const { healthMaxAgeMs } = options
  const health: Health = await readHealth(options.db, {
    schema,
    ...(healthMaxAgeMs !== undefined && { maxAgeMs: healthMaxAgeMs }),
  })
  return respond.json(health, health.status === 'failing' ? 503 : 200)
}

/** Answers with the figures of the ledger, in the text format of Prometheus. */
export async function answerMetrics({ options, schema, respond }: Served): Promise<Response> {
  const text = prometheusText(await readMetrics(options.db, { schema }))
  return respond.text(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
}
