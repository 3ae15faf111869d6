import { type Answer, jsonOf, withBody } from './answer.js'

/** The answer with its outermost lists the other way round: GraphQL's are deeper than those of REST. */
export function reorderLists(answer: Answer): Answer {
  const json = jsonOf(answer)
  return json === undefined ? answer : withBody(answer, JSON.stringify(reversed(json)))
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].reverse()
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const isList = ([, one]: [string, unknown]) => Array.isArray(one) && one.length > 1
  const hasList = entries.some(isList)
  // Lists beside a deeper object belong to the same answer; lists inside a list's items don't.
  return Object.fromEntries(
    entries.map(([name, one]) => {
      if (Array.isArray(one)) return [name, [...one].reverse()]
      return [name, hasList ? one : reversed(one)]
    }),
  )
}
