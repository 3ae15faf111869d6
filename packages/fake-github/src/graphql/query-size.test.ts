import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { measureQuery, nodesOf } from './query-size.js'
import { githubSchema } from './schema.js'

const measure = (query: string, variables = {}) => measureQuery(githubSchema(), parse(query), variables, null)

describe('the size of a query', () => {
  it('is what GitHub documents for its example', () => {
    // https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#predicting-the-point-value-of-a-query
    const size = measure(`{viewer{login repositories(first:100){edges{node{id
      issues(first:50){edges{node{id labels(first:60){edges{node{id name}}}}}}}}}}}`)
    expect(size.cost).toBe(51)
  })

  it('counts nodes as GitHub documents', () => {
    const size = measure(`{viewer{repositories(first:50){edges{repository:node{name
      issues(first:10){totalCount edges{node{title bodyHTML}}}}}}}}`)
    expect(size.nodes).toBe(50 + 50 * 10)
  })

  it('reads sizes from variables, defaults and fragments', () => {
    const query = `query($n:Int=20){viewer{...r}} fragment r on User{repositories(first:$n){nodes{id}}}`
    expect(measure(query).nodes).toBe(20)
    expect(measure(query, { n: 30 }).nodes).toBe(30)
    expect(nodesOf(JSON.stringify({ query, variables: { n: 40 } })).largestFirst).toBe(40)
  })

  it('counts what is asked of each node of a list of ids', () => {
    const query =
      'query($ids:[ID!]!){nodes(ids:$ids){...on Repository{issues(first:5){nodes{labels(first:3){nodes{name}}}}}}}'
    const size = measure(query, { ids: Array.from({ length: 50 }, (_, id) => `R_${id}`) })
    expect(size).toMatchObject({ nodes: 50 * 5 + 50 * 5 * 3, cost: Math.round((50 + 50 * 5) / 100) })
  })

  it('knows connections without a size, unless only their count is asked', () => {
    expect(measure('{viewer{repositories{nodes{id}}}}').unbounded).toEqual(['repositories'])
    expect(measure('{viewer{repositories{totalCount}}}').unbounded).toEqual([])
    expect(measure('{viewer{repositories(first:101){nodes{id}}}}').outOfBounds).toEqual([
      { name: 'repositories', size: 101 },
    ])
  })

  it('is at least a point', () => {
    expect(measure('{viewer{login}}').cost).toBe(1)
  })
})
