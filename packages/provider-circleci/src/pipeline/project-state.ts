import type { Json } from '@data-import/core/provider'

/** What the last look at a project left: enough for all other scripts. */
export type ProjectState = {
  /** Its id, by which its rows and partitions are kept. */
  key: string
  slug: string
  organizationId: string | null
  /** Whether the project says which repository it is of. */
  hasRepository: boolean
  readAt: string
}

/** A project's name and repository seldom change. */
const lookAgainMs = 7 * 86_400_000

/** Whether the project was read lately; not where that lies in the future, as a clock that was ahead has left it. */
export function isReadLately({ readAt }: Pick<ProjectState, 'readAt'>, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(readAt)
  return ageMs >= 0 && ageMs < lookAgainMs
}

/** Null for what somebody else has left. */
export function readProjectState(state: Json): ProjectState | null {
  const given = state as Partial<ProjectState> | null
  if (typeof given !== 'object' || typeof given?.key !== 'string' || typeof given.slug !== 'string') return null
  return {
    key: given.key,
    slug: given.slug,
    organizationId: typeof given.organizationId === 'string' ? given.organizationId : null,
    hasRepository: given.hasRepository === true,
    readAt: typeof given.readAt === 'string' ? given.readAt : '',
  }
}
