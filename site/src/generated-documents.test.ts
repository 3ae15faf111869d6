import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generatedDocuments } from './generated-documents.js'
import { descriptionsFile, generatedProviders } from './generated-providers.js'
import { generatedTables } from './generated-tables.js'
import { root } from './paths.js'
import { tablesFolder } from './schema/table-definitions.js'

it.each([...generatedDocuments()])('%s says what the code says: npm run docs -- --generate', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toBe(text)
})

it.each([...generatedTables()])('%s says what the schema says: npm run docs -- --generate', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toBe(text)
})

it('what the command line knows of its providers says what they say: npm run docs -- --generate', async () => {
  expect(readFileSync(join(root, descriptionsFile), 'utf8')).toBe(await generatedProviders())
})

it('the folder of the table definitions holds nothing else', () => {
  const files = readdirSync(join(root, tablesFolder)).map((name) => `${tablesFolder}/${name}`)
  expect(files.sort()).toEqual([...generatedTables().keys()].sort())
})
