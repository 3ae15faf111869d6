import { expect, it } from 'vitest'
import { nextLink } from './next-link.js'

const page = (number: number) => `https://api.github.com/organizations/1/repos?per_page=100&page=${number}`

it.each([
  ['none', undefined, null],
  ['an empty one', '', null],
  ['the only relation', `<${page(2)}>; rel="next"`, page(2)],
  ['among others', `<${page(1)}>; rel="prev", <${page(3)}>; rel="next", <${page(9)}>; rel="last"`, page(3)],
  ['last page', `<${page(1)}>; rel="first", <${page(8)}>; rel="prev"`, null],
  ['without quotes', `<${page(2)}>; rel=next`, page(2)],
  ['with further parameters', `<${page(2)}>; title="more"; rel="next"; type="json"`, page(2)],
  ['with two relations', `<${page(2)}>; rel="last next"`, page(2)],
  [
    'a comma in the address',
    '<https://a/?q=1,2&page=2>; rel="next", <https://a/>; rel="first"',
    'https://a/?q=1,2&page=2',
  ],
  ['a relation that only ends like it', `<${page(2)}>; rel="not-next"`, null],
  ['a word of another parameter', `<${page(2)}>; title="next"; rel="last"`, null],
  ['with spaces around the sign', `<${page(2)}> ; rel = "next"`, page(2)],
  ['in capitals', `<${page(2)}>; REL=Next`, page(2)],
  ['after a parameter without a value', `<${page(2)}>; crossorigin; rel="next"`, page(2)],
  ['a relation within the text of another parameter', `<${page(9)}>; title="a; rel=next"; rel="last"`, null],
  ['nonsense', 'rel="next"', null],
])('finds the next page in a Link header: %s', (_, header, expected) => {
  expect(nextLink(header)).toBe(expected)
})
