import { isSettled } from './repository-state.js'
import type { WalkedRepository } from './repository-walk.js'
import { isFullLookDue, type WalkHead } from './resource-state.js'

/** Whether a mark says that nothing has changed since the walk that left the state, and no full look is due. */
export function isListUnchanged(
  mark: string | null | undefined,
  state: WalkHead,
  { key, probedAt }: Pick<WalkedRepository, 'key' | 'probedAt'>,
): boolean {
  const isSame = mark !== undefined && mark === state.mark && isSettled(mark, state.probedAt)
  return isSame && !isFullLookDue(key, state, probedAt)
}
