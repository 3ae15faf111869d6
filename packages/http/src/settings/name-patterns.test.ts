import { describe, expect, it } from 'vitest'
import { readNamePatterns } from './name-patterns.js'

const isMatch = (pattern: string, name: string) => readNamePatterns('GITHUB_INCLUDE', pattern)?.(name)

/** What it throws for a setting. */
function refusal(setting: string): string {
  try {
    readNamePatterns('GITHUB_EXCLUDE', setting)
  } catch (error) {
    return String(error)
  }
  return 'nothing'
}

describe('a pattern', () => {
  it.each([
    ['*', 'web', true],
    ['web', 'WEB', true],
    ['web', 'web2', false],
    ['web*', 'web', true],
    ['*web', 'old.web', true],
    ['api-*-v?', 'api-one-two-v3', true],
    ['api-*-v?', 'api-v3', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a*a', 'a', false],
    ['??', 'ab', true],
    ['??', 'a', false],
    ['.*', '.github', true],
    ['.*', 'web', false],
    ['a.c', 'abc', false],
    ['**', '', true],
  ])('%s and the name %s: %s', (pattern, name, expected) => {
    expect(isMatch(pattern, name)).toBe(expected)
  })

  it.each([
    ['stars that could each take any part of the name', `${'*a'.repeat(80)}b`, 'a'.repeat(100)],
    ['single characters between stars', `${'*?a'.repeat(60)}b`, 'a'.repeat(100)],
    ['a row of stars', `${'*'.repeat(190)}b`, 'a'.repeat(100)],
  ])('is compared in an instant, whatever it is: %s', (_, pattern, name) => {
    const startedAt = performance.now()
    for (let time = 0; time < 1_000; time++) expect(isMatch(pattern, name)).toBe(false)
    // A backtracking comparison of one of them takes longer than the universe is old.
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})

describe('what no pattern is said', () => {
  it.each(['+(*a)+(*a)+(*a)+(*a)x', '{web,api}', '[a-z]*', '!web', 'we\\b', 'ünicode', '(a+)+b'])(
    'a character that no name has: %s',
    (setting) => {
      expect(refusal(setting)).toMatch(/^ConfigurationError: GITHUB_EXCLUDE has the pattern .* "\*" stands for any/)
    },
  )

  it('an owner before the name', () => {
    expect(refusal('acme/web')).toContain('GITHUB_EXCLUDE compares names without their owner: write "web" alone.')
    expect(refusal('acme/')).toContain('write "NAME" alone')
  })

  it('one that is too long, and too many', () => {
    expect(refusal('a'.repeat(201))).toContain('a pattern of 201 characters')
    expect(refusal('web '.repeat(20_000))).toContain('GITHUB_EXCLUDE has 80,000 characters')
    expect(refusal('web '.repeat(10_000))).toBe('nothing')
  })
})

describe('where repositories have paths', () => {
  const matches = (pattern: string, path: string) => readNamePatterns('K', pattern, { isPath: true })?.(path)

  it.each([
    ['web', 'acme/platform/web', true],
    ['WEB*', 'acme/platform/web-2', true],
    ['platform', 'acme/platform/web', false],
    ['acme/platform/*', 'acme/platform/web', true],
    ['acme/*', 'other/acme/web', false],
    ['acme/platform/web', 'Acme/Platform/Web', true],
    ['*', 'acme/web', true],
  ])('%s and the path %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected)
  })
})
