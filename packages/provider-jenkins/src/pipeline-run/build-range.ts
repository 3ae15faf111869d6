import type { JobItem } from '../listing/item.js'
import { type RunState, readMark } from './run-state.js'

/** How many builds the first answer needs: the new ones, and those that still run, if they are among the newest. */
export function firstRange({ lastNumber }: Pick<JobItem, 'lastNumber'>, state: RunState | null): number | undefined {
  if (!state || lastNumber === null) return undefined
  const known = readMark(state.mark).number
  const numbers = [known, ...state.open.map(({ id }) => readMark(id).number)].filter((number) => number > 0)
  const needed = lastNumber - Math.min(...numbers) + 1
  if (needed >= 1 && needed <= 100) return needed
  const neededForNew = lastNumber - known + 1
  return neededForNew >= 1 && neededForNew <= 100 ? neededForNew : undefined
}
