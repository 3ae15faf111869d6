import { describe, expect, it } from 'vitest'
import { encodeArray, encodeValue } from './encode-value.js'

const encode = (type: Parameters<typeof encodeValue>[0], value: unknown) => encodeValue(type, value, { count: 0 })

describe('encodeValue', () => {
  it('repairs text that Postgres cannot hold and counts it', () => {
    const repairs = { count: 0 }
    expect(encodeValue('text', 'a\0b\ud800c', repairs)).toBe('a\uFFFDb\uFFFDc')
    expect(encodeValue('text', 'plain', repairs)).toBe('plain')
    expect(repairs.count).toBe(1)
  })

  it('repairs JSON without touching escaped backslashes', () => {
    expect(encode('json', { a: 'x\0y', b: '\\u0000', c: '\udfff', d: '😀' })).toBe(
      JSON.stringify({ a: 'x\uFFFDy', b: '\\u0000', c: '\uFFFD', d: '😀' }),
    )
  })

  it('writes dates of every year as Postgres reads them', () => {
    expect(encode('timestamp', new Date('2024-02-29T12:00:00.123Z'))).toBe('2024-02-29T12:00:00.123Z')
    expect(encode('timestamp', new Date(Date.UTC(12345, 0, 2)))).toBe('12345-01-02T00:00:00.000Z')
    expect(encode('timestamp', new Date('-000001-06-01T00:00:00Z'))).toBe('0002-06-01T00:00:00.000Z BC')
    expect(encode('timestamp', new Date('0000-06-01T00:00:00Z'))).toBe('0001-06-01T00:00:00.000Z BC')
  })

  it.each([
    ['integer', 'many'],
    ['boolean', 'yes'],
    ['timestamp', '2024-01-01'],
    ['timestamp', new Date(Number.NaN)],
    ['text', { a: 1 }],
    ['text[]', 'not a list'],
    ['json', () => 1],
  ] as const)('refuses a wrong %s', (type, value) => {
    expect(() => encode(type, value)).toThrow(TypeError)
  })
})

it('encodeArray escapes quotes and backslashes and keeps nulls', () => {
  expect(encodeArray(['a"b', 'c\\d', null, '', 'NULL', '{x,y}'])).toBe('{"a\\"b","c\\\\d",NULL,"","NULL","{x,y}"}')
})
