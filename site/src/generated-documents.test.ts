import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generatedDocuments } from './generated-documents.js'
import { root } from './paths.js'

it.each([...generatedDocuments()])('%s says what the code says: npm run docs -- --generate', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toBe(text)
})
