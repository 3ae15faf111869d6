import { expect, it } from 'vitest'
import { remoteKeyOf } from './remote-key.js'

it.each([
  ['git@github.com:Acme/Web.git', 'github.com/acme/web'],
  ['ssh://git@ssh.github.com:443/acme/web', 'github.com/acme/web'],
  ['https://x:y@github.com/acme/web/', 'github.com/acme/web'],
  ['  HTTPS://GitHub.com//acme//web.GIT?ref=main#readme\n', 'github.com/acme/web'],
  ['git://github.com/acme/web', 'github.com/acme/web'],
  ['git+ssh://git@github.com/acme/web.git', 'github.com/acme/web'],
  ['github.com:acme/web', 'github.com/acme/web'],
  ['http://github.com:443/acme/web', 'github.com/acme/web'],
  ['https://github.com./acme/web.git.git', 'github.com/acme/web.git'],
  ['ssh://git@gitlab.acme.example:2222/a/b/c.git', 'gitlab.acme.example/a/b/c'],
  ['https://gitlab.acme.example/a/b/c', 'gitlab.acme.example/a/b/c'],
  ['[git@gitlab.acme.example:2222]:a/b/c', 'gitlab.acme.example/a/b/c'],
  ['git@altssh.gitlab.com:Acme/Web.git', 'gitlab.com/acme/web'],
  ['https://forge.example:8443/a/b', 'forge.example:8443/a/b'],
  ['https://forge.example/a/b', 'forge.example/a/b'],
  ['https://forge.example/A/b%20c', 'forge.example/A/b c'],
  ['https://forge.example/a/100%25', 'forge.example/a/100%'],
  ['https://forge.example/a/100%', 'forge.example/a/100%'],
  ['ssh://git@[2001:DB8::1]:22/a/b', '[2001:db8::1]/a/b'],
  ['https://bitbucket.acme.example/scm/PROJ/web.git', 'bitbucket.acme.example/proj/web'],
  ['ssh://git@bitbucket.acme.example:7999/proj/web.git', 'bitbucket.acme.example/proj/web'],
  ['https://acme@dev.azure.com/acme/Shop/_git/Web', 'dev.azure.com/acme/shop/web'],
  ['git@ssh.dev.azure.com:v3/acme/Shop/Web', 'dev.azure.com/acme/shop/web'],
  ['https://acme.visualstudio.com/Shop/_git/Web', 'dev.azure.com/acme/shop/web'],
  ['https://acme.visualstudio.com/DefaultCollection/Shop/_git/Web', 'dev.azure.com/acme/shop/web'],
  ['acme@vs-ssh.visualstudio.com:v3/acme/Shop/Web', 'dev.azure.com/acme/shop/web'],
  ['https://dev.azure.com/acme/_git/Web', 'dev.azure.com/acme/web/web'],
])('the key of %s is %s', (address, key) => {
  expect(remoteKeyOf(address)).toBe(key)
})

it.each([
  '/srv/git/web.git',
  './web',
  '../web:2',
  'C:\\web',
  'C:/web',
  'file:///srv/git/web.git',
  'github.com/acme/web',
  'https://github.com',
  'https://github.com/.git',
  'https:///acme/web',
  'https:/acme/web',
  's3://bucket/web',
  'ext::ssh host web',
  '',
  null,
  undefined,
])('%s has none', (address) => {
  expect(remoteKeyOf(address)).toBeNull()
})

it.each([
  'https://bo:hun/ter22@github.com/acme/web',
  'https://hun/ter22@github.com/acme/web',
  'https://bo:22/ter@forge.example/a',
])('no part of a password gets into a key, however wrongly it is written: %s', (address) => {
  expect(remoteKeyOf(address)).toBeNull()
})

it('an address that no index could hold has none', () => {
  expect(remoteKeyOf(`https://forge.example/${'a'.repeat(1000)}`)).toBeNull()
})

it('an alias makes two hosts one, and hosts of a vendor that ignores case can be named', () => {
  const options = {
    aliases: { 'git.internal:8443': 'gitlab.acme.example' },
    caseInsensitiveHosts: ['gitlab.acme.example'],
  }
  expect(remoteKeyOf('https://git.internal:8443/Acme/Web', options)).toBe('gitlab.acme.example/acme/web')
  expect(remoteKeyOf('https://git.internal/Acme/Web', options)).toBe('git.internal/Acme/Web')
  expect(remoteKeyOf('git@gitlab.acme.example:Acme/Web', options)).toBe('gitlab.acme.example/acme/web')
})
