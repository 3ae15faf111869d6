import { expect, test } from 'vitest'
import { createHost } from './host.fixture.js'

test('the route for Next and the client that it keeps across reloads compile', async () => {
  const compilerOptions = { target: 'es2022', module: 'nodenext', strictNullChecks: true, skipLibCheck: true }
  const host = await createHost(7, {
    'package.json': JSON.stringify({ type: 'module', dependencies: { next: '16.0.0', prisma: '7.10.0' } }),
    'tsconfig.json': JSON.stringify({ compilerOptions }),
    'app/page.tsx': '',
    'prisma/schema.prisma':
      'generator client {\n  provider = "prisma-client"\n  output = "../generated"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n',
  })
  try {
    const files = ['lib/data-import.ts', 'app/api/cron/import/route.ts']
    await host.applyEdits(await host.init('git', '--into-schema'))
    expect((await host.compile(...files)).join('\n')).toContain("Cannot find module '../generated/client.js'")
    await host.prisma('generate', '--schema', 'prisma/schema.prisma')
    expect(await host.compile(...files)).toEqual([])
  } finally {
    await host.remove()
  }
})
