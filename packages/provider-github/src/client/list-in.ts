import { TransientError } from '@data-import/core/provider'

/**
 * The list that an answer is, or that it has in a field.
 * @throws {TransientError} where it is none: what answers is not GitHub's API, or only half of it.
 */
export function listIn<Item>(body: unknown, path: string, field?: string): readonly Item[] {
  // 204 and no body: https://docs.github.com/en/rest/repos/repos#list-repository-contributors
  if (field === undefined && (body === undefined || body === '')) return []
  const list = field === undefined ? body : (body as Record<string, unknown> | null | undefined)?.[field]
  // What its items are is checked where they are mapped.
  if (Array.isArray(list)) return list as readonly Item[]
  const what = field === undefined ? 'is no list' : `has no list "${field}"`
  throw new TransientError(
    `GitHub's answer to ${path.replace(/\?.*$/s, '')} ${what}. The next pass asks again; if this stays, see whether GITHUB_API_URL is right (data-import sources check).`,
  )
}
