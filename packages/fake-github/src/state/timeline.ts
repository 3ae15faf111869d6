import type { FakeAccount } from './account.js'

/** Something that happened to a pull request, as its timeline shows it. */
export interface FakeTimelineItem {
  readonly id: number
  readonly nodeId: string
  readonly kind: 'ReadyForReviewEvent' | 'ConvertToDraftEvent' | 'ReviewRequestedEvent' | 'ReviewRequestRemovedEvent'
  /** Who is asked to review; null for other kinds, and for somebody who is gone. */
  reviewer: FakeAccount | null
  /** The team that is asked. */
  team: string | null
  createdAt: Date
}
