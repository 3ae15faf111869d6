import type { FakeAccount } from '../state/account.js'
import type { FakeMergeRequest, FakeNote } from '../state/merge-request.js'
import type { World } from '../state/world.js'
import { later } from './touch.js'

/** A comment to write. */
export interface CommentOptions {
  readonly author: FakeAccount
  readonly body?: string
  /** Default: it is about the whole. */
  readonly path?: string
  readonly createdAt?: Date
}

/** Writes a comment, which counts as a change of the merge request. */
export function comment(world: World, given: FakeMergeRequest, options: CommentOptions): FakeNote {
  return addNote(world, given, { body: 'Looks good.', isSystem: false, ...options })
}

/** GitLab's own note of what happened. */
export function systemNote(world: World, given: FakeMergeRequest, author: FakeAccount, body: string): FakeNote {
  return addNote(world, given, { author, body, isSystem: true })
}

function addNote(
  world: World,
  given: FakeMergeRequest,
  options: CommentOptions & { readonly body: string; readonly isSystem: boolean },
): FakeNote {
  const { author, body, isSystem, path = null } = options
  const createdAt = options.createdAt ?? later(world, given.updatedAt)
  const note = { id: world.newId(), author, body, isSystem, path, createdAt, updatedAt: createdAt }
  given.notes.push(note)
  if (createdAt > given.updatedAt) given.updatedAt = createdAt
  return note
}

/** Changes a comment, which counts as a change of the merge request. */
export function editComment(world: World, given: FakeMergeRequest, id: number, body: string): void {
  const note = given.notes.find((one) => one.id === id)
  if (!note) throw new Error(`there is no note ${id}`)
  note.body = body
  note.updatedAt = later(world, given.updatedAt)
  given.updatedAt = note.updatedAt
}

/** Deletes a comment. GitLab doesn't count that as a change of the merge request. */
export function deleteComment(given: FakeMergeRequest, id: number): void {
  const at = given.notes.findIndex((one) => one.id === id)
  if (at >= 0) given.notes.splice(at, 1)
}

/** Approves, with the note that older servers tell the time by. */
export function approve(world: World, given: FakeMergeRequest, account: FakeAccount, approvedAt?: Date): void {
  if (given.approvals.some((one) => one.account === account)) return
  const options = approvedAt ? { createdAt: approvedAt } : {}
  const body = 'approved this merge request'
  const note = addNote(world, given, { author: account, body, isSystem: true, ...options })
  given.approvals.push({ account, approvedAt: note.createdAt })
}

/** Takes an approval back. */
export function unapprove(world: World, given: FakeMergeRequest, account: FakeAccount): void {
  given.approvals = given.approvals.filter((one) => one.account !== account)
  systemNote(world, given, account, 'unapproved this merge request')
}

/** Asks somebody to review. */
export function requestReview(world: World, given: FakeMergeRequest, account: FakeAccount): void {
  if (given.reviewers.some((one) => one.account === account)) return
  const note = systemNote(world, given, given.author, `requested review from @${account.username}`)
  given.reviewers.push({ account, requestedAt: note.createdAt })
}

/** Takes the request back. */
export function removeReviewRequest(world: World, given: FakeMergeRequest, account: FakeAccount): void {
  const found = given.reviewers.find((one) => one.account === account)
  if (!found) return
  const note = systemNote(world, given, given.author, `removed review request for @${account.username}`)
  given.reviewers = given.reviewers.filter((one) => one !== found)
  given.removedReviewers.push({ ...found, removedAt: note.createdAt })
}
