import { TransientError } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import { instantOf, parameterOf } from '../client/instant.js'
import { listIn, type PagedBody, totalIn } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import type { Analysis } from './measure-rows.js'

interface HistoryBody extends PagedBody {
  measures?: readonly { metric?: unknown; history?: readonly { date?: unknown; value?: unknown }[] | null }[] | null
}

/** The page size of `measures/search_history`. */
const datesPerPage = 1_000
/** A history has no more values than there are analyses, and those come by the hundred. */
const mostPages = 50

/** Values of some metrics at some analyses, the oldest of which bounds the question. */
export async function readHistory(
  source: HttpSource,
  projectKey: string,
  analyses: readonly Analysis[],
  metrics: readonly string[],
): Promise<Map<string, Map<string, unknown>>> {
  const values = new Map(analyses.map(({ key }) => [key, new Map<string, unknown>()]))
  if (analyses.length === 0 || metrics.length === 0) return values
  const times = analyses.map(({ date }) => date.getTime())
  const query = {
    component: projectKey,
    metrics: metrics.join(','),
    from: parameterOf(new Date(Math.min(...times))),
    // An analysis has milliseconds that its date doesn't show.
    to: parameterOf(new Date(Math.max(...times) + 1_000)),
    ps: datesPerPage,
  }
  const keysAt = new Map<number, Analysis[]>()
  for (const analysis of oldestFirst(analyses, ({ date }) => date)) {
    const at = analysis.date.getTime()
    keysAt.set(at, [...(keysAt.get(at) ?? []), analysis])
  }
  const seenAt = new Map<string, number>()
  for (let page = 1, isLast = false; !isLast; page++) {
    const path = '/measures/search_history'
    const { body } = await source.get<HistoryBody>(path, { query: { ...query, p: page } })
    const measures = listIn(body?.measures, 'measures')
    for (const { metric, history } of measures) {
      const name = textOf(metric) ?? ''
      for (const { date, value } of oldestFirst(listIn(history, 'values'), ({ date }) => instantOf(date))) {
        const at = instantOf(date)?.getTime() ?? Number.NaN
        // Analyses of one second are told apart by their order.
        const index = seenAt.get(`${name} ${at}`) ?? 0
        seenAt.set(`${name} ${at}`, index + 1)
        const analysis = keysAt.get(at)?.[index]
        if (analysis) values.get(analysis.key)?.set(name, value)
      }
    }
    if (page > mostPages) throw new TransientError(`SonarQube's histories of ${projectKey} don't end.`)
    const total = totalIn(body)
    // Where nothing says how long the histories are, one that fills its page may continue.
    const mayContinue = measures.some(({ history }) => listIn(history, 'values').length >= datesPerPage)
    isLast = total === null ? !mayContinue : page * datesPerPage >= total
  }
  return values
}

/** A list that is ordered by time, from its start to its end or the other way round, the oldest first: those of one second stay in their order. */
export function oldestFirst<Item>(list: readonly Item[], timeOf: (item: Item) => Date | null): readonly Item[] {
  const [first, last] = [list[0], list.at(-1)]
  const isReversed = first !== undefined && last !== undefined && (timeOf(first) ?? 0) > (timeOf(last) ?? 0)
  return isReversed ? [...list].reverse() : list
}

interface ComponentBody {
  component?: {
    measures?: readonly {
      metric?: unknown
      value?: unknown
      period?: { value?: unknown } | null
      periods?: readonly { value?: unknown }[] | null
    }[]
  }
}

/** The present values of metrics, which are those of the last analysis: of new code there are no others. */
export async function readPresent(
  source: HttpSource,
  projectKey: string,
  metrics: readonly string[],
): Promise<Map<string, unknown>> {
  if (metrics.length === 0) return new Map()
  const query = { component: projectKey, metricKeys: metrics.join(',') }
  // Servers before 10.8 answer it to who may run analyses, and may not browse the project.
  const { body } = await source.get<ComponentBody>('/measures/component', { query, isOfPart: false })
  const measures = listIn(body?.component?.measures, 'measures')
  return new Map(
    measures.map(({ metric, value, period, periods }) => [
      String(metric),
      value ?? period?.value ?? periods?.[0]?.value,
    ]),
  )
}
