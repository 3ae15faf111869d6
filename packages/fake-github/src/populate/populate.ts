import type { FakeOwner } from '../fake-owner.js'

/** How large an organization is made. */
export interface PopulateOptions {
  readonly repositories: number
  readonly seed: number
  /** Commits of the largest repository; default 300. */
  readonly commitsOfLargest?: number
}

/** Fills an owner with a plausible organization that has every odd case. */
export async function populate(_owner: FakeOwner, _options: PopulateOptions): Promise<void> {
  throw new Error('not built yet')
}
