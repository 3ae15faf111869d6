import type { CheckFinding } from '@data-import/core/provider'
import { githubError } from '../client/github-error.js'
import { listIn } from '../client/list-in.js'
import { resources } from '../resources.js'
import { type Look, look } from './look.js'
import { lookAtOwner } from './owner.js'
import { proveApi } from './prove-api.js'
import { describeQuotas, readQuotas } from './quota.js'
import { sumOf } from './sum-of.js'

/** In each public repository, its entry in the list aside. */
const requestsOfRepository = sumOf(resources, ({ withoutToken }) =>
  typeof withoutToken === 'number' ? withoutToken : 0,
)

/** Without a token every request counts, so only the first hundred repositories are looked at. */
export async function* lookAtAnonymous(given: Look): AsyncGenerator<CheckFinding> {
  const { owner, ownerKind, isWanted } = given.settings
  const quotas = await readQuotas(given)
  yield {
    status: 'warning',
    message:
      'There is no token: only public data, without line counts, reviews, deployments and private members, at 60 requests an hour. Set GITHUB_TOKEN, or the keys of a GitHub App.',
  }
  const notApi = quotas.isGithub ? null : await proveApi(given)
  if (notApi) {
    yield notApi
    return
  }
  const found = await lookAtOwner(given)
  yield found
  if (found.status === 'error') return
  yield describeQuotas({ requests: quotas.requests, points: null })
  const path = ownerKind === 'organization' ? `/orgs/${owner}/repos?type=all` : `/users/${owner}/repos?type=owner`
  const list = await look<{ name: string }[]>(given, `${path}&per_page=100`)
  if (list.error) throw githubError(list.error, `repositories of ${owner}`)
  const wanted = listIn<{ name: string }>(list.body, path).filter(({ name }) => isWanted(name)).length
  const hasMore = String(list.headers.link ?? '').includes('rel="next"')
  const requests = wanted * requestsOfRepository
  const hours = quotas.requests ? Math.ceil(requests / quotas.requests.limit) : 0
  const time = quotas.requests ? `, about ${hours} ${hours === 1 ? 'hour' : 'hours'} of that limit` : ''
  yield {
    status: quotas.requests && requests > quotas.requests.remaining ? 'warning' : 'ok',
    message: `${hasMore ? 'Of the first 100 repositories ' : ''}${wanted} public ones are imported: at least ${requests} requests, more where a list has many pages or there are workflow runs${time}`,
  }
}
