import { expect, it } from 'vitest'
import { headingAnchor } from './heading-anchor.js'

it.each([
  ['2. Add the tables', '2-add-the-tables'],
  ['A sudden exit: `kill -9`, out of memory, power', 'a-sudden-exit-kill--9-out-of-memory-power'],
  ['PartitionContext', 'partitioncontext'],
])('gives the heading %s the anchor %s', (heading, anchor) => {
  expect(headingAnchor(heading)).toBe(anchor)
})
