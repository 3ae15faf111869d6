import type { RunRequest } from '@data-import/core'
import { offerOf } from './names.js'
import type { RunPlace } from './take-run.js'
import { watchRun } from './watch-run.js'

/** Helps with a run that another worker has, if it still runs: walks partitions of it that nobody walks. */
export async function joinSharedRun(request: RunRequest, place: RunPlace): Promise<void> {
  const { runner, readState, emit } = place
  const { runId, dataSource, resource } = request
  const version = runner.providers.get(request.provider)
  const isOffered =
    version !== undefined && offerOf(request.provider, version) === offerOf(request.provider, request.providerVersion)
  if (!isOffered) return
  const { isCurrent, isHeld, status } = await readState(request)
  if (!isCurrent || !isHeld || status !== 'RUNNING') return
  emit({ type: 'run-joined', at: new Date(), runId, dataSource, resource })
  const watched = watchRun(request, place)
  try {
    await runner.join(request, watched.means)
    await watched.flush()
  } finally {
    watched.stop()
  }
}
