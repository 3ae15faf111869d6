/** What started a build. */
export type FakeCause =
  | { readonly kind: 'user'; readonly userId: string | null; readonly userName: string }
  | { readonly kind: 'timer' | 'scm' | 'branch-event' }
  | { readonly kind: 'upstream'; readonly job: string; readonly number: number }

/** One checkout of git in a build. */
export interface FakeCheckout {
  readonly remoteUrl: string
  readonly sha: string
  /** As the git plugin names it: `refs/remotes/origin/main` or `main`. */
  readonly branch: string
  /** Commits since the build before; empty where the checkout keeps no change log. */
  readonly changes: readonly string[]
}

/** A stage of a pipeline, in the words of the stage view. */
export interface FakeStage {
  readonly id: string
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
}

/** How many tests a build had. */
export interface FakeTests {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
}

/** A build, as it is. */
export interface FakeBuild {
  number: number
  timestamp: number
  /** Milliseconds; 0 while it runs. */
  duration: number
  building: boolean
  result: string | null
  causes: FakeCause[]
  checkouts: FakeCheckout[]
  stages: FakeStage[]
  tests: FakeTests | null
  /** Milliseconds in the queue, as the metrics plugin tells it; null without the plugin. */
  queuedMs: number | null
}
