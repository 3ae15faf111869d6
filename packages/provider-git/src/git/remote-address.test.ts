import { expect, it } from 'vitest'
import { parseRemoteAddress } from './remote-address.js'

it.each([
  ['https://Git.Acme.Example/shop/basket.git', 'https://git.acme.example/shop/basket', 'shop/basket'],
  ['https://git.acme.example:443/shop/basket/', 'https://git.acme.example/shop/basket', 'shop/basket'],
  ['http://git.acme.example/basket', 'http://git.acme.example/basket', 'basket'],
  ['ssh://git@git.acme.example/shop/basket.git', 'ssh://git@git.acme.example/shop/basket', 'shop/basket'],
  ['git://git.acme.example/basket.git', 'git://git.acme.example/basket', 'basket'],
  ['file:///srv/git/basket.git', 'file:///srv/git/basket', 'srv/git/basket'],
  ['file:///srv/git/basket/.git', 'file:///srv/git/basket/', 'srv/git/basket'],
  ['git@Git.Acme.Example:shop/basket.git', 'git@git.acme.example:shop/basket', 'shop/basket'],
])('knows %s as %s', (text, identity, fullName) => {
  expect(parseRemoteAddress(text)).toMatchObject({ identity, fullName, name: 'basket' })
})

it('keeps credentials apart from everything that is stored, shown or given as an argument', () => {
  const { credentials, ...rest } = parseRemoteAddress('https://ada:t%40ken-1234@git.acme.example/shop/basket.git#x')
  expect(credentials).toEqual({ origin: 'https://git.acme.example', username: 'ada', password: 't@ken-1234' })
  expect(rest).toMatchObject({
    url: 'https://git.acme.example/shop/basket.git',
    identity: 'https://git.acme.example/shop/basket',
  })
  expect(JSON.stringify(rest)).not.toMatch(/ken-1234/)
  expect(parseRemoteAddress('ssh://git:hunter2@git.acme.example/a/b').fetchUrl).toBe('ssh://git@git.acme.example/a/b')
})

it('asks to put credentials in front of the host instead of into the query, which git would show to everybody on the machine', () => {
  for (const query of ['private_token=s3cret', 'x=s3cret', 's3cret']) {
    const parse = () => parseRemoteAddress(`https://git.acme.example/basket.git?${query}`)
    expect(parse).toThrow(/has a query.*USER:TOKEN@HOST/)
    expect(parse).not.toThrow(/s3cret/)
  }
})

it('keeps folders apart whose names differ behind a "?" or a "#"', () => {
  const identities = ['file:///srv/a', 'file:///srv/a?1', 'file:///srv/a?2', 'file:///srv/a#1'].map(
    (text) => parseRemoteAddress(text).identity,
  )
  expect(new Set(identities).size).toBe(4)
})

it('is one repository whatever the credentials', () => {
  const identities = ['https://a:b@acme.example/x.git', 'https://acme.example/x', 'https://token@acme.example/x/'].map(
    (text) => parseRemoteAddress(text).identity,
  )
  expect(new Set(identities).size).toBe(1)
})

it.each([
  'ext::sh -c touch% /tmp/owned',
  'fd::17',
  'EXT::sh',
  'transport::https://acme.example/x',
  '-oProxyCommand=touch owned',
  '--upload-pack=touch owned',
  'ssh://-oProxyCommand=x/path',
  '-oProxyCommand=x:path',
  'git@-oProxyCommand=x:path',
  'ftp://acme.example/x',
  'javascript://acme.example/x',
  '/srv/git/basket.git',
  '../basket',
  'https://user:secret-word@acme.example:not-a-port/x',
  'ssh:///no-host',
])('refuses %s, without repeating it', (text) => {
  const refuse = () => parseRemoteAddress(text)
  expect(refuse).toThrow(/GIT_URL takes https/)
  expect(refuse).not.toThrow(/secret-word|owned/)
})
