import type { UnfinishedItem } from '@data-import/http'
import type { RestRun } from './pipeline-run-row.js'
import { createRunGone } from './run-gone.js'
import type { RunSaver } from './run-saver.js'
import type { RunPosition, RunWalk } from './run-walk.js'

/** Reads runs one by one that had not ended and were not met in this walk; one that is as it was is free. @returns how many have changed */
export async function readAgain(
  walk: RunWalk,
  saver: RunSaver,
  isWanted: (item: UnfinishedItem) => boolean,
  position: Omit<RunPosition, 'open'>,
): Promise<number> {
  const { github, repository } = walk
  const isGone = createRunGone(github, repository)
  let changed = 0
  for (const { id, tag } of saver.unmet(isWanted)) {
    const url = `${repository.path}/actions/runs/${id}`
    const run = await github.get<RestRun>(url, tag).catch(async (error: unknown) => {
      if (!(await isGone(error, id))) throw error
      return null
    })
    // Runs can be deleted.
    if (run === null) await saver.gone(id, position)
    else if (run.isModified) changed += await saver.save([run.body], position, run.etag)
  }
  return changed
}
