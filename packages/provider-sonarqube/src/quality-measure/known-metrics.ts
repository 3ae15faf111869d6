import { TransientError } from '@data-import/core/provider'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { listIn, numberedPages, type PagedBody } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import type { SonarqubeContext } from '../database.js'

/** A metric as `metrics/search` has it. */
interface RestMetric {
  key?: unknown
  type?: unknown
}

interface MetricsBody extends PagedBody {
  metrics?: readonly RestMetric[] | null
}

/** Which of the wanted metrics the server has, by key, and their types. */
export type KnownMetrics = ReadonlyMap<string, string | null>

/** The metric that says whether an analysis passed its gate. */
export const gateMetric = 'alert_status'

/** Only new code is measured by these; SonarQube keeps their values for the last analysis alone. */
export function isOfNewCode(metric: string): boolean {
  return metric.startsWith('new_')
}

/** Looks which metrics there are, as one that the server doesn't know fails the whole question. */
export async function knownMetrics(context: SonarqubeContext, { source, settings }: Sonarqube): Promise<KnownMetrics> {
  const all = new Map<string, string | null>()
  const items = (body: MetricsBody) => listIn(body.metrics, 'metrics')
  // Asked in the first walk that needs them, and not about its project.
  const options = { paging: numberedPages(Number.POSITIVE_INFINITY), items, isOfPart: true }
  for await (const page of source.pages<RestMetric, MetricsBody>('/metrics/search', options)) {
    for (const { key, type } of page.items) all.set(String(key), textOf(type))
  }
  // Without any, no question about measures could be asked, and all would look as if nothing had been measured.
  if (all.size === 0) throw new TransientError("SonarQube's list of metrics is empty. The next pass asks again.")
  const wanted = new Set([...settings.metrics, gateMetric])
  const unknown = settings.metrics.filter((metric) => !all.has(metric))
  if (unknown.length > 0 && settings.areMetricsNamed) {
    context.log.warn(`This SonarQube has no metric ${unknown.join(', ')}: it is left out (SONARQUBE_METRICS).`)
  }
  return new Map([...all].filter(([key]) => wanted.has(key)))
}
