/** Import window of what goes by reachability or newest change: a first walk reads everything, whatever its dates. */
export const wholeHistoryDays = 36_500

/** Import window of workflow runs and their jobs, of which there are most by far: GitHub keeps them 90 days by default. */
export const runDays = 90
