import { expect, test } from 'vitest'
import { createHost } from './host.fixture.js'

test.each([
  ['es2022', /Cannot find module '@acme\/provider-board'/],
  ['node16', /is an ECMAScript module and cannot be imported with 'require'|produce 'require' calls/],
])(
  'with module %s, a file of CommonJS imports an ES module once the settings are as init says',
  async (module, error) => {
    const compilerOptions = { target: 'es2022', module, strict: true, types: [] }
    const host = await createHost(7, {
      'package.json': JSON.stringify({ dependencies: { prisma: '7.10.0' }, devDependencies: { typescript: '5.9.3' } }),
      'tsconfig.json': JSON.stringify({ compilerOptions }, undefined, 2),
      'prisma/schema.prisma':
        'generator client {\n  provider = "prisma-client-js"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n',
      // Laid out as the packages of the import are.
      'node_modules/@acme/provider-board/package.json':
        '{ "type": "module", "exports": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } }',
      'node_modules/@acme/provider-board/dist/index.d.ts': 'export declare const scripts: readonly string[]\n',
      'main.ts': "import * as board from '@acme/provider-board'\n\nexport const count = board.scripts.length\n",
    })
    try {
      const plan = await host.init('git')
      expect((await host.compile('main.ts')).join('\n')).toMatch(error)
      await host.applyEdits(plan)
      expect(await host.compile('main.ts')).toEqual([])
    } finally {
      await host.remove()
    }
  },
)
