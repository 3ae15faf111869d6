import type { RepositoryCall } from '../server/call.js'
import { fullName } from '../state/repository-state.js'
import type { FakeReview } from '../state/review.js'
import { isoDate } from './iso-date.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** `pull-request-review`. */
export function reviewBody(call: RepositoryCall, review: FakeReview) {
  const pull = `${call.base}/repos/${fullName(call.repository)}/pulls/${review.pullRequest}`
  const html = `${webAddress}/${fullName(call.repository)}/pull/${review.pullRequest}#review-${review.id}`
  return {
    id: review.id,
    node_id: review.nodeId,
    user: userBodyOrNull(call, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: 'CONTRIBUTOR',
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.submittedAt && { submitted_at: isoDate(review.submittedAt) }),
    commit_id: review.commitOid,
  }
}
