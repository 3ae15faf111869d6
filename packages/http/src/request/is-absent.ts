import { HttpError } from '@data-import/core/provider'

/** Whether an answer says that there is no such thing, by the statuses that mean it. */
export function isAbsent(error: unknown, absentOn: readonly number[] = []): boolean {
  return HttpError.isInstance(error) && absentOn.includes(error.status)
}
