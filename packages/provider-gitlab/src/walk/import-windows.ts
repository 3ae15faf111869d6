/** Import window of what goes by reachability or newest change: a first walk reads everything, whatever its dates. */
export const wholeHistoryDays = 36_500

/** Import window of pipelines and their jobs, of which there are most by far. */
export const pipelineDays = 90
