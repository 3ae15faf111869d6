/** Import window of scripts that go by reachability: a first walk reads the whole history, whatever its dates. */
export const wholeHistoryDays = 36_500
