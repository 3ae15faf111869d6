import { expect, it } from 'vitest'
import { schemaDiagram } from './schema-diagram.js'
import { readReferenceSchema } from './schema-reference.js'

it('draws every table, as a link to its heading, in the colours of the page', async () => {
  const { bookkeeping } = readReferenceSchema()
  const diagram = await schemaDiagram(bookkeeping, { isShort: false })
  for (const { name } of bookkeeping.tables) expect(diagram).toContain(`"#${name.toLowerCase()}"`)
  expect(diagram).toContain('fill="currentColor"')
  expect(diagram).not.toMatch(/"(black|white)"/)
  // Markdown ends a block of HTML at an empty line.
  expect(diagram).not.toContain('\n')
})
