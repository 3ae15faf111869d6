import type { CheckContext, CheckFinding } from '@data-import/core/provider'

export async function check(_: CheckContext): Promise<CheckFinding[]> {
  return []
}
