/** A run that waits to be queued. */
export interface LaneRun {
  runId: string
  dataSourceId: string
}

/** How a run is to be queued: for one worker, or for whichever takes it first. */
export type Queueing<Run> = (run: Run, worker: number | undefined) => void

interface Lane<Run> {
  worker?: number
  /** The run by which a worker is being found. */
  asking?: Run
  waiting: Run[]
}

/**
 * Keeps the runs of a data source on one worker: its token's limit holds over all of them, and what they share of a pass is
 * asked for once. Whoever takes the first of them gets the others.
 */
export function createLanes<Run extends LaneRun>(queue: Queueing<Run>) {
  const lanes = new Map<string, Lane<Run>>()
  const laneOf = (id: string) => {
    const lane = lanes.get(id) ?? { waiting: [] }
    lanes.set(id, lane)
    return lane
  }
  function add(run: Run): void {
    const lane = laneOf(run.dataSourceId)
    if (lane.worker !== undefined) queue(run, lane.worker)
    else if (lane.asking && lane.asking !== run) lane.waiting.push(run)
    else {
      lane.asking = run
      queue(run, undefined)
    }
  }
  function release(lane: Lane<Run>): void {
    delete lane.asking
    for (const run of lane.waiting.splice(0)) add(run)
  }
  return {
    add,
    /** A worker has a run. */
    taken(run: Run, worker: number): void {
      const lane = laneOf(run.dataSourceId)
      lane.worker = worker
      release(lane)
    },
    /** A run has ended, or is no longer looked after. */
    ended(run: Run): void {
      const lane = laneOf(run.dataSourceId)
      lane.waiting = lane.waiting.filter((one) => one !== run)
      if (lane.asking === run) release(lane)
    },
    /** Its worker is gone or takes nothing any more: another is to be found. */
    left(run: Run): void {
      const lane = laneOf(run.dataSourceId)
      delete lane.worker
      if (lane.asking === run) release(lane)
    },
    /** Which worker has the data source. */
    workerOf: (run: Run) => lanes.get(run.dataSourceId)?.worker,
    isQueued: (run: Run) => !lanes.get(run.dataSourceId)?.waiting.includes(run),
  }
}
