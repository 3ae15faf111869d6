import { expect, it } from 'vitest'
import { jsonOf, madeUpAnswer } from './answer.js'
import { reorderLists } from './reorder-lists.js'

function reordered(body: unknown): unknown {
  return jsonOf(reorderLists(madeUpAnswer(200, JSON.stringify(body))))
}

it('turns round a list that is the whole answer, and not the lists inside its items', () => {
  expect(reordered([{ tags: ['a', 'b'] }, { tags: ['c'] }])).toEqual([{ tags: ['c'] }, { tags: ['a', 'b'] }])
})

it('turns round the outermost lists, however deep they are', () => {
  const history = { nodes: [{ id: 1 }, { id: 2 }], pageInfo: { endCursor: 'x' } }
  expect(reordered({ data: { repository: { history } } })).toEqual({
    data: { repository: { history: { nodes: [{ id: 2 }, { id: 1 }], pageInfo: { endCursor: 'x' } } } },
  })
})

it('leaves lists of plain values, which are data', () => {
  const card = { id: 'c1', labels: ['red', 'blue'], parents: [{ id: 1 }, { id: 2 }] }
  expect(reordered(card)).toEqual({ ...card, parents: [{ id: 2 }, { id: 1 }] })
})

it('leaves what is no JSON as it is', () => {
  const answer = madeUpAnswer(200, '<p>[1, 2]</p>')
  expect(reorderLists(answer)).toEqual(answer)
})
