/** Status of a run, as in `DataSourceRun.status`. */
export type RunStatus = 'COMPLETED' | 'PARTIAL' | 'FAILED' | 'SKIPPED' | 'CANCELLED'
