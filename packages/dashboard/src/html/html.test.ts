import { expect, test } from 'vitest'
import { formatDuration } from './format.js'
import { html, joinHtml } from './html.js'
import { outsideLink } from './outside-link.js'

test('whatever is not HTML already is escaped, in text and in attributes', () => {
  const hostile = `"><img src=x onerror='alert(1)'>&\``
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).toBe(
    '<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&#96;">&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&#96;</p>',
  )
})

test('lists are written one after the other, and nothing is nothing', () => {
  expect(String(html`<ul>${['a', html`<b>${'<'}</b>`, null, undefined, false]}</ul>${0}${12n}`)).toBe(
    '<ul>a<b>&lt;</b></ul>012',
  )
  expect(String(joinHtml(['<', 2], ', '))).toBe('&lt;, 2')
})

test('an object that pretends to be HTML is not', () => {
  const pretender = { text: '<script>', toString: () => '<script>' }
  expect(String(html`${pretender as unknown as string}`)).toBe('&lt;script&gt;')
})

test('characters that turn the text around them are shown as unknown', () => {
  expect(String(html`${'a\u202eb\u0000c\u2066d'}`)).toBe('a\ufffdb\ufffdc\ufffdd')
  expect(String(html`${'שלום\nعالم\t'}`)).toBe('שלום\nعالم\t')
})

test('only https addresses without a password become links', () => {
  expect(String(html`${outsideLink('https://acme.example/a"b', 'x')}`)).toBe(
    '<a href="https://acme.example/a&quot;b" rel="noreferrer noopener external">x</a>',
  )
  for (const address of [
    ...[
      'javascript:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'http://acme.example',
    ],
    ...['//acme.example', 'https://user:secret@acme.example', 'no address', '', null],
  ]) {
    expect(outsideLink(address, 'x')).toBe('x')
  }
})

test('durations have their two largest units', () => {
  expect([0, 999, 3_210, 59_600, 61_000, 3_600_000, 90_061_000, null].map(formatDuration)).toEqual([
    ...['0 ms', '999 ms', '3.2 s', '1 min', '1 min 1 s', '1 h', '1 d 1 h', '–'],
  ])
})
