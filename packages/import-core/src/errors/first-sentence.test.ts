import { expect, it } from 'vitest'
import { firstSentence } from './first-sentence.js'

it.each([
  ['a page', '<html><head><style>p { a: 1 }</style></head><body><h1>Bad</h1>\n gateway</body></html>', 'Bad gateway'],
  ['a script that never ends', 'Sorry <script>alert(1)', 'Sorry'],
  ['an address at its end', 'Not Found - https://docs.acme.example/rest', 'Not Found'],
  ['nothing but tags', '<p></p>', ''],
  ['much', 'a'.repeat(5_000), `${'a'.repeat(200)}…`],
])('a foreign text is made fit for a message: %s', (_, text, expected) => {
  expect(firstSentence(text)).toBe(expected)
})

it('many openings of tags take no time', () => {
  expect(firstSentence('<'.repeat(10_000_000))).toHaveLength(201)
})
