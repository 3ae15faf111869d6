import type { ConfigurationKey } from '../contract/provider.js'

/**
 * What is wrong with values by the `format` of their keys, a sentence each, which shows no value. What is absent or empty is
 * not looked at: `missingKeys` does that.
 */
export function formatProblems(
  configuration: readonly ConfigurationKey[],
  given: (key: string) => string | undefined,
): string[] {
  return configuration.flatMap(({ key, description, format }) => {
    const value = given(key)?.trim()
    const problem = format === 'url' && value ? addressProblem(value) : undefined
    return problem === undefined ? [] : [`${key} (${description}) ${problem}.`]
  })
}

function addressProblem(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return 'must begin with https:// or http:// and name a host'
  if (url.username !== '' || url.password !== '')
    return 'holds credentials: leave them out, they have a key of their own'
  return undefined
}
