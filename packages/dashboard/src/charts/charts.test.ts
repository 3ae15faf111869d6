import { describe, expect, it } from 'vitest'
import { barChart } from './bar-chart.js'
import type { Chart } from './chart.js'
import { scaleOf } from './scale.js'
import { sparkline } from './sparkline.js'
import { stepChart } from './step-chart.js'

const chart = (values: readonly (number | null)[], more: Partial<Chart> = {}): Chart => ({
  ...{ id: 'c', title: 'Deployments', categoryTitle: 'Week', unit: 'count' },
  categories: values.map((_, index) => `w${index}`),
  series: [{ name: 'Changes', values }],
  ...more,
})
const rects = (text: string, shape = 's1') =>
  text.match(new RegExp(`<rect class="${shape}" x="[^"]+%"[^>]*>`, 'g')) ?? []
const heights = (text: string) => rects(text).map((rect) => Number(/ height="([^"]+)"/.exec(rect)?.[1]))
const cells = (text: string) => [...text.matchAll(/<td[^>]*><span>([^<]*)<\/span>/g)].map(([, cell]) => cell)

describe.each([
  ['bars', barChart],
  ['steps', stepChart],
] as const)('%s', (_, draw) => {
  it.each([
    ['no values', []],
    ['one value', [3]],
    ['nothing that is known', [null, null]],
    ['only 0', [0, 0]],
    ['huge values', [9e15, 1]],
    ['tiny values', [1e-9, 2e-9]],
    ['negative values', [-5, 3]],
    ['what is no number', [Number.NaN, Number.POSITIVE_INFINITY, 2]],
  ])('draw %s', (__, values) => {
    const text = draw(chart(values, { unit: 'value' })).text
    expect(text).not.toMatch(/NaN|Infinity|undefined|style=/)
    expect(text).toContain('<title id="c-title">Deployments</title>')
    expect(cells(text)).toHaveLength(values.length)
  })

  it('leave a gap for what is not known, and 0 is none', () => {
    const text = draw(chart([2, null, 0])).text
    expect(rects(text, 'gap')).toHaveLength(1)
    expect(text).toContain('<title>w1: no value</title>')
    expect(text).not.toContain('w2: no value')
    expect(cells(text)).toEqual(['2', '–', '0'])
  })

  it('escape what was imported', () => {
    const evil = `"><script>alert(1)</script>`
    const text = draw(
      chart([1, null], { title: evil, categories: [evil, evil], series: [{ name: evil, values: [1, null] }] }),
    ).text
    expect(text).not.toContain('<script')
  })
})

it('bars are as high as their values, from 0', () => {
  const [one = 0, four = 0] = heights(barChart(chart([1, 4])).text)
  expect(four / one).toBeCloseTo(4, 1)
})

it('bars of several series stand on each other', () => {
  const series = [
    { name: 'Changes', values: [2] },
    { name: 'Rollbacks', values: [1] },
  ]
  const text = barChart(chart([2], { series })).text
  const [lower = '', upper = ''] = [rects(text)[0], rects(text, 's2')[0]]
  const of = (rect: string, name: string) => Number(new RegExp(` ${name}="([^"]+)"`).exec(rect)?.[1])
  expect(of(upper, 'y') + of(upper, 'height')).toBeCloseTo(of(lower, 'y'), 1)
})

it('steps do not go on over a gap', () => {
  const verticals = (values: (number | null)[]) =>
    [...stepChart(chart(values)).text.matchAll(/<line class="line s1" x1="([^"]+)" x2="([^"]+)"/g)].filter(
      ([, from, to]) => from === to,
    ).length
  expect(verticals([1, 2, 3])).toBe(2)
  expect(verticals([1, null, 3])).toBe(0)
})

it('on a phone there is room for six categories at most', () => {
  const text = barChart(chart(Array.from({ length: 26 }, () => 1))).text
  expect(text.match(/class="category"/g)?.length).toBeLessThanOrEqual(6)
})

it('names days and months without their year', () => {
  const text = barChart(chart([1, 2, 3], { categories: ['2026-03-02', '2026-11', 'acme'] })).text
  expect([...text.matchAll(/class="category"[^>]*>([^<]+)/g)].map(([, label]) => label)).toEqual([
    '2 Mar',
    'Nov',
    'acme',
  ])
})

describe('the axis', () => {
  it('has round values from 0', () => {
    expect(scaleOf([7], 'count').ticks).toEqual([0, 5, 10])
    expect(scaleOf([84_600], 'seconds').ticks).toEqual([0, 43_200, 86_400])
    expect(scaleOf([0.2], 'share').ticks).toEqual([0, 0.1, 0.2])
  })
  it('goes below 0 only for what is below', () => {
    expect(scaleOf([-4, 4], 'value').ticks).toEqual([-5, 0, 5])
  })
  it('counts in whole numbers', () => {
    expect(scaleOf([1], 'count').ticks).toEqual([0, 1])
  })
  it('takes more values than a function takes arguments', () => {
    expect(
      scaleOf(
        Array.from({ length: 300_000 }, () => 1),
        'count',
      ).max,
    ).toBe(1)
  })
})

describe('sparkline', () => {
  it('has a gap where a value is not known', () => {
    const text = sparkline({ title: 'coverage', values: [1, null, 3, 4], unit: 'value' }).text
    expect(text).toMatch(/d="M[\d. ]+h0M[\d. ]+h0L[\d. ]+"/)
    expect(text).toContain('coverage: from 1 to 4, lowest 1, highest 4')
  })
  it.each([[[]], [[null]], [[Number.NaN]]])('says that nothing is known', (values) => {
    expect(sparkline({ title: 'coverage', values, unit: 'value' }).text).toContain('not known')
  })
  it.each([[[1]], [[2, 2]], [[-9e15, 9e15]]])('draws %j', (values) => {
    expect(sparkline({ title: 'coverage', values, unit: 'value' }).text).not.toMatch(/NaN|Infinity/)
  })
})
