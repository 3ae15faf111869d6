import { db } from '@/lib/db'
import { isAuthorized } from '@/lib/is-authorized'
import { orchestrator } from '@/lib/orchestrator'

/** Seconds after which a serverless host ends the request. */
export const maxDuration = 60

/** The pass stops before that, at a checkpoint; the next tick continues there. */
const timeBudgetMs = Number(process.env.IMPORT_TIME_BUDGET_MS ?? 45_000)

/** Runs a pass: what the host's cron calls, with `Authorization: Bearer CRON_SECRET`. */
export async function GET(request: Request): Promise<Response> {
  if (!isAuthorized(request.headers.get('authorization'), process.env.CRON_SECRET)) {
    return Response.json({ error: 'The Authorization header is not "Bearer" and CRON_SECRET.' }, { status: 401 })
  }
  const { status, reason = null, runs, unregistered } = await orchestrator.run({ timeBudgetMs })
  // What nobody provides is in no run: the page must not call that complete.
  const isPartial = status === 'completed' && unregistered.length > 0
  await db.cronTick.create({ data: { status: isPartial ? 'partial' : status, reason } })
  const unwell = [
    ...runs
      .filter((run) => run.status !== 'COMPLETED' && run.status !== 'CANCELLED')
      .map(({ dataSource, resource, status, errorMessage }) => ({
        dataSource,
        resource,
        status,
        reason: errorMessage,
      })),
    ...unregistered.map(({ dataSource, provider }) => ({ dataSource, reason: `nobody provides ${provider}` })),
  ]
  return Response.json({ status, reason, unwell })
}
