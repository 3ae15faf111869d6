import { type Answer, jsonOf, withBody } from './answer.js'

/**
 * The answer with its outermost lists of records the other way round: GraphQL's are deeper than those of REST. A list of plain
 * values, such as a record's labels, is data.
 */
export function reorderLists(answer: Answer): Answer {
  const json = jsonOf(answer)
  return json === undefined ? answer : withBody(answer, JSON.stringify(reversed(json)))
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return turned(value)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const isList = ([, one]: [string, unknown]) => isRecords(one) && one.length > 1
  const hasList = entries.some(isList)
  // Lists beside a deeper object belong to the same answer; lists inside a list's items don't.
  return Object.fromEntries(
    entries.map(([name, one]) => {
      if (Array.isArray(one)) return [name, turned(one)]
      return [name, hasList ? one : reversed(one)]
    }),
  )
}

function turned(list: readonly unknown[]): readonly unknown[] {
  return isRecords(list) ? [...list].reverse() : list
}

function isRecords(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null)
}
