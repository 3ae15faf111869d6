import { describe, expect, it } from 'vitest'
import { rewriteLinks } from './rewrite-links.js'

const files = new Set(['prisma/privileges.sql', 'LICENSE'])

function rewritten(text: string, source = 'docs/locks.md', page = 'locks.md') {
  return rewriteLinks(text, { source, page, isFile: (path) => files.has(path) })
}

describe('rewriteLinks', () => {
  it.each([
    ['[a](errors.md#the-disk-is-full)', '[a](./errors.md#the-disk-is-full)'],
    ['[a](decisions/README.md)', '[a](./decisions/index.md)'],
    ['[a](../CONTRIBUTING.md)', '[a](./contributing.md)'],
    ['[a](../packages/import-core)', '[a](./api/core/index.md)'],
    ['[a](../packages/provider-git)', '[a](./api/provider-git/index.md)'],
    ['[a](../packages/test-kit)', 'a'],
    ['[a](#keys)', '[a](#keys)'],
    ['[a](https://example.com/x.md)', '[a](https://example.com/x.md)'],
  ])('makes of %s the link %s', (text, expected) => {
    expect(rewritten(text)).toEqual({ text: expected, files: [] })
  })

  it('takes pictures along, and shows them where they were copied to', () => {
    expect(rewritten('![a page](../LICENSE)')).toEqual({ text: '![a page](/files/LICENSE)', files: ['LICENSE'] })
  })

  it('starts at the folder of the document, and of the page', () => {
    expect(rewritten('[a](docs/locks.md)', 'README.md', 'index.md').text).toBe('[a](./locks.md)')
    expect(rewritten('[a](../locks.md)', 'docs/decisions/0001-x.md', 'decisions/0001-x.md').text).toBe(
      '[a](../locks.md)',
    )
  })

  it('takes files along', () => {
    expect(rewritten('see [`it`](../prisma/privileges.sql)')).toEqual({
      text: 'see [`it`](./files/prisma/privileges.sql){target=_self}',
      files: ['prisma/privileges.sql'],
    })
  })

  it('leaves only the text of a link to a folder of code', () => {
    expect(rewritten('in [`src`](../packages/cli/src)').text).toBe('in `src`')
  })

  it('leaves code alone', () => {
    const code = '```ts\nconst a = b[0](errors)\n```\n'
    expect(rewritten(code).text).toBe(code)
  })
})
