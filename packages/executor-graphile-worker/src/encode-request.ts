import type { RunRequest } from '@data-import/core'

/** A request as it is queued. */
export interface QueuedRequest
  extends Omit<RunRequest, 'fencingToken' | 'startDate' | 'endDate' | 'stopAt' | 'scriptTimeoutMs'> {
  fencingToken: string
  startDate: string
  endDate: string
  stopAt: string | null
  /** Null: infinite, which JSON has no word for. */
  scriptTimeoutMs: number | null
}

export function encodeRequest(request: RunRequest): QueuedRequest {
  const { fencingToken, startDate, endDate, stopAt, scriptTimeoutMs } = request
  return {
    ...request,
    fencingToken: fencingToken.toString(),
    startDate: startDate.toISOString(),
    endDate: endDate.toISOString(),
    stopAt: stopAt?.toISOString() ?? null,
    scriptTimeoutMs: Number.isFinite(scriptTimeoutMs) ? scriptTimeoutMs : null,
  }
}

/** Whether a job asks for help with a run that another worker has. */
export function isJoin(payload: unknown): boolean {
  return (payload as { isJoin?: unknown } | null)?.isJoin === true
}

/** The request of a job; undefined where the job is none of ours. */
export function decodeRequest(payload: unknown): RunRequest | undefined {
  const given = payload as Partial<QueuedRequest> | null
  if (typeof given !== 'object' || given === null || typeof given.runId !== 'string') return undefined
  // Written by `encodeRequest` of the same version: tasks carry it in their names.
  const queued = given as QueuedRequest
  const startDate = new Date(queued.startDate)
  const endDate = new Date(queued.endDate)
  if (Number.isNaN(startDate.getTime()) || Number.isNaN(endDate.getTime())) return undefined
  return {
    ...queued,
    fencingToken: BigInt(queued.fencingToken),
    startDate,
    endDate,
    stopAt: queued.stopAt === null ? null : new Date(queued.stopAt),
    scriptTimeoutMs: queued.scriptTimeoutMs ?? Number.POSITIVE_INFINITY,
  }
}
