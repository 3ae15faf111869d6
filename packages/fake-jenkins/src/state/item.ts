import type { FakeBuild } from './build.js'

/** What kinds of items there are. */
export type ContainerKind = 'folder' | 'organization' | 'multibranch'
export type JobKind = 'pipeline' | 'freestyle'

/** A folder, an organisation folder or a multibranch project. */
export interface FakeContainer {
  readonly kind: ContainerKind
  name: string
  readonly children: Map<string, FakeItem>
  /** Page of the repository, where the project is of one. */
  readonly objectUrl: string | null
  isForbidden: boolean
}

/** Something that is built. */
export interface FakeJob {
  readonly kind: JobKind
  /** As in its address before encoding: `feature%2Fx` for the branch `feature/x`. */
  name: string
  readonly builds: FakeBuild[]
  nextNumber: number
  /** Address of its own repository. */
  readonly scmUrl: string | null
  /** Page of its branch. */
  readonly objectUrl: string | null
  isForbidden: boolean
}

/** What a folder holds. */
export type FakeItem = FakeContainer | FakeJob

export function isContainer(item: FakeItem): item is FakeContainer {
  return 'children' in item
}
