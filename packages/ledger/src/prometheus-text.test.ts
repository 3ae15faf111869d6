import { expect, test } from 'vitest'
import type { Metric, MetricSample } from './metric.js'
import { prometheusText } from './prometheus-text.js'

const metric = (given: Partial<Metric>): Metric => ({
  name: 'rows',
  help: 'Rows.',
  type: 'gauge',
  samples: [],
  ...given,
})

test('a metric is its help, its type and one line for each sample', () => {
  const samples: MetricSample[] = [
    { labels: { source: 'web', resource: 'commit' }, value: 3 },
    { labels: {}, value: 0.5 },
  ]
  expect(prometheusText([metric({ samples }), metric({ name: 'other', type: 'counter' })])).toBe(
    `# HELP rows Rows.
# TYPE rows gauge
rows{source="web",resource="commit"} 3
rows 0.5
# HELP other Rows.
# TYPE other counter
`,
  )
})

test('labels and help can neither end early nor begin a line', () => {
  const source = 'a"} 1\nfake{x="\\\ud800'
  const text = prometheusText([metric({ help: 'back\\slash\nline', samples: [{ labels: { source }, value: 1 }] })])
  expect(text.split('\n').filter((line) => line !== '')).toEqual([
    '# HELP rows back\\\\slash\\nline',
    '# TYPE rows gauge',
    'rows{source="a\\"} 1\\nfake{x=\\"\\\\\ufffd"} 1',
  ])
})

test('values that are no ordinary number are written as Prometheus reads them', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e21, 2 ** 53]
  const text = prometheusText([metric({ samples: values.map((value) => ({ labels: {}, value })) })])
  expect(text.match(/^rows .*$/gm)).toEqual([
    'rows NaN',
    'rows +Inf',
    'rows -Inf',
    'rows 1e+21',
    'rows 9007199254740992',
  ])
})

test('names that the format lacks are refused', () => {
  expect(() => prometheusText([metric({ name: 'data-import' })])).toThrow('no name of a Prometheus metric')
  const samples = [{ labels: { 'a b': '' }, value: 1 }]
  expect(() => prometheusText([metric({ samples })])).toThrow('no name of a Prometheus label')
  expect(() => prometheusText([metric({ samples: [{ labels: { __name__: '' }, value: 1 }] })])).toThrow('label')
})
