import { expect, it } from 'vitest'
import { readMailmap } from './read-mailmap.js'

it('reads pairs of addresses in each form that git takes', () => {
  const text = [
    '# who is who',
    'Ann Lee <ann@acme.dev> <Ann@Old.dev>',
    '<bob@acme.dev> <bob@old.dev> # since 2020',
    'Cleo <cleo@acme.dev>   <cleo@old.dev>\r',
  ].join('\n')
  expect(readMailmap(text)).toEqual([
    { proper: 'ann@acme.dev', commit: 'ann@old.dev' },
    { proper: 'bob@acme.dev', commit: 'bob@old.dev' },
    { proper: 'cleo@acme.dev', commit: 'cleo@old.dev' },
  ])
})

it('takes nothing from names, from an address that several people share, and from what is no line of it', () => {
  const lines = [
    'Ann Lee <ann@acme.dev>',
    'Ann Lee <ann@acme.dev> Ann <team@acme.dev>',
    '<ann@acme.dev> <ann@acme.dev>',
    '<> <ann@acme.dev>',
    'Ann <ann@acme.dev <x>',
    '#<a@acme.dev> <b@acme.dev>',
    `<a@acme.dev> <${'b'.repeat(2_000)}@acme.dev>`,
    '<'.repeat(500),
  ]
  expect(readMailmap(lines.join('\n'))).toEqual([])
})
