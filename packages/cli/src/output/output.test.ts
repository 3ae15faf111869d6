import { describe, expect, test } from 'vitest'
import { cleanText } from './clean-text.js'
import { drawTimeline } from './draw-timeline.js'
import { padText, textWidth, truncateText } from './fit-text.js'
import { formatCount, formatDuration, formatInstant } from './format-number.js'
import { formatTable } from './format-table.js'
import { toCsv } from './to-csv.js'
import { toJson } from './to-json.js'

test('text of the outside world can neither move the cursor nor reorder a line', () => {
  expect(cleanText('a\x1b[2Jb\u202ec\nd\te\x07')).toBe('a·[2Jb·c d e·')
})

describe('fitting text', () => {
  test('counts cells, not letters', () => {
    expect(textWidth('日本')).toBe(4)
    expect(padText('日本', 6)).toBe('日本  ')
    expect(padText('ab', 4, 'right')).toBe('  ab')
  })

  test('cuts between letters, with an ellipsis', () => {
    expect(truncateText('repository', 5)).toBe('repo…')
    expect(truncateText('日本語', 4)).toBe('日…')
    expect(truncateText('👩‍👩‍👧‍👦 family', 4)).toBe('👩‍👩‍👧‍👦 …')
    expect(truncateText('abc', 3)).toBe('abc')
    expect(truncateText('abc', 0)).toBe('')
  })
})

test('numbers are written for people', () => {
  expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567'])
  expect([0, 999, 1000, 59_949, 59_950, 200_000, 7_500_000].map(formatDuration)).toEqual([
    '0 ms',
    '999 ms',
    '1.0 s',
    '59.9 s',
    '1 min 0 s',
    '3 min 20 s',
    '2 h 5 min',
  ])
  expect(formatInstant(new Date('2026-03-01T09:30:00.123Z'))).toBe('2026-03-01 09:30:00Z')
  expect(formatInstant(null)).toBe('-')
})

describe('a table', () => {
  const columns = [{ title: 'name' }, { title: 'rows', align: 'right' as const }, { title: 'reason' }]

  test('has columns as wide as their cells', () => {
    expect(
      formatTable(columns, [
        ['a', '1,000', ''],
        ['日本', '7', 'gone\nfor good'],
      ]),
    ).toBe(['name   rows  reason', 'a     1,000', '日本      7  gone for good', ''].join('\n'))
  })

  test('cuts its widest columns where the line is too long', () => {
    const lines = formatTable(columns, [['x'.repeat(30), '1', 'y'.repeat(60)]], { width: 40 })
      .trimEnd()
      .split('\n')
    expect(lines.map(textWidth)).toEqual([expect.any(Number), 40])
    expect(lines[1]).toMatch(/^x+…\s+1\s+y+…$/)
  })

  test('colours cells after they have their width', () => {
    const paint = (text: string) => `<${text}>`
    expect(formatTable([{ title: 's', paint }, { title: 't' }], [['ok', 'x']])).toBe('s   t\n<ok>  x\n')
  })
})

describe('a timeline', () => {
  test('shows what ran when on one scale', () => {
    const drawn = drawTimeline(
      [
        { label: 'acme/repository', startMs: 0, endMs: 1_000 },
        { label: 'acme/commit', startMs: 1_000, endMs: 4_000 },
      ],
      { width: 60 },
    )
    expect(drawn).toBe(
      [
        `acme/repository  │${'█'.repeat(9)}${' '.repeat(25)}│  1.0 s`,
        `acme/commit      │${' '.repeat(9)}${'█'.repeat(25)}│  3.0 s`,
        `${' '.repeat(18)}0${' '.repeat(28)}4.0 s`,
        '',
      ].join('\n'),
    )
  })

  test('shows a run that took no time', () => {
    expect(drawTimeline([{ label: 'a', startMs: 0, endMs: 0 }], { width: 40 })).toContain('█')
  })
})

test('CSV quotes what needs it and tells null from the empty text', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['x,"y"', null],
        ['', 'line\nbreak'],
      ],
    ),
  ).toBe('a,b\n"x,""y""",\n"","line\nbreak"\n')
})

test('JSON has large numbers as texts', () => {
  expect(JSON.parse(toJson({ small: 7n, large: 9007199254740993n }))).toEqual({ small: 7, large: '9007199254740993' })
})
