import { expect, it } from 'vitest'
import type { Bean } from './bean.js'
import { exportBean } from './export-bean.js'
import { parseTree, TreeError } from './parse-tree.js'

const item = (number: number): Bean => ({
  _class: 'Item',
  values: { number: () => number, name: () => `item ${number}`, secret: () => 'hidden' },
  brief: ['number'],
  hidden: ['secret'],
})
const root: Bean = {
  _class: 'Root',
  values: { items: () => [0, 1, 2, 3, 4].map(item), one: () => item(9), none: () => null, broken: () => [null] },
}
const get = (tree: string | null, depth = 0) => exportBean(root, tree === null ? null : parseTree(tree), depth)
const numbers = (tree: string) => (get(tree) as { items: { number: number }[] }).items.map(({ number }) => number)

it.each([
  ['items[number]{1,3}', [1, 2]],
  ['items[number]{3,}', [3, 4]],
  ['items[number]{,2}', [0, 1]],
  ['items[number]{2}', [2]],
  ['items[number]{7,9}', []],
])('%s gives a part of the list, its end exclusive', (tree, expected) => {
  expect(numbers(tree)).toEqual(expected)
})

it('gives what is named, and the class in any case; what is not there is ignored', () => {
  expect(get('one[number,nothing],nowhere')).toEqual({ _class: 'Root', one: { _class: 'Item', number: 9 } })
  expect(get('none[number],broken[number]')).toEqual({ _class: 'Root', none: null, broken: [null] })
})

it('a star stands for all that is shown without a tree, and a name shows what is hidden', () => {
  expect(get('one[*]')).toEqual({ _class: 'Root', one: { _class: 'Item', number: 9, name: 'item 9' } })
  expect(get('one[secret]')).toMatchObject({ one: { secret: 'hidden' } })
})

it('without a tree shows what is inside in brief, or as deep as asked', () => {
  expect(get(null)).toMatchObject({ one: { _class: 'Item', number: 9 } })
  expect(get(null)).not.toHaveProperty('one.name')
  expect(get(null, 1)).toHaveProperty('one.name')
})

it.each(['', 'items[', 'items[number', 'items{a}', 'items]', 'items{}', ',a'])('refuses %j', (tree) => {
  expect(() => parseTree(tree)).toThrow(TreeError)
})
