import type { CheckContext, CheckFinding } from '@data-import/core/provider'
export const check = async (_: CheckContext): Promise<readonly CheckFinding[]> => []
