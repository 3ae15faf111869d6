import { expect, test } from 'vitest'
import { importPath } from './module-path.js'

test('an import of TypeScript ends as the application resolves it, one of JavaScript as the file does', () => {
  expect(importPath('src/data-import.ts', 'src/lib/db.ts', '.js')).toBe('./lib/db.js')
  expect(importPath('src/data-import.ts', 'src/lib/db.ts', '.ts')).toBe('./lib/db.ts')
  expect(importPath('src/data-import.ts', 'src/lib/db.ts', '')).toBe('./lib/db')
  expect(importPath('src/data-import.ts', 'generated/client.mts', '')).toBe('../generated/client.mjs')
  expect(importPath('src/data-import.ts', 'generated/prisma/index.js', '.ts')).toBe('../generated/prisma/index.js')
  expect(importPath('data-import.mjs', '.prisma/index.js', '')).toBe('./.prisma/index.js')
})

test('paths of Windows become those of imports', () => {
  expect(importPath('src\\data-import.ts', 'src\\lib\\db.ts', '.js')).toBe('./lib/db.js')
  expect(importPath('src/lib/data-import.ts', 'generated\\prisma\\client.ts', '')).toBe('../../generated/prisma/client')
})
