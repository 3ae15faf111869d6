import { statusOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'
import type { BegunRepository } from '../walk/first-pages.js'

/** With so few repositories, none of their lists would come together. */
const worthAsking = 2

/**
 * Whether the owner's issues have types: one request for a run that is about to read issues of several repositories. A user
 * has none, and a token that may not see them can't tell.
 * https://docs.github.com/en/rest/orgs/issue-types#list-issue-types-for-an-organization
 */
export async function hasIssueTypes(github: Github, begun: readonly BegunRepository[]): Promise<boolean> {
  const owner = begun[0]?.repository.fullName.split('/')[0]
  if (owner === undefined || begun.length < worthAsking) return false
  try {
    const answer = await github.get<unknown>(`/orgs/${owner}/issue-types`)
    return answer.isModified && Array.isArray(answer.body) && answer.body.length > 0
  } catch (error) {
    if ([403, 404, 410].includes(statusOf(error) ?? 0)) return false
    throw error
  }
}
