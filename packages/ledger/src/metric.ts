/** A figure with its values. */
export interface Metric {
  /** In Prometheus' grammar, with the unit: `data_import_freshness_seconds`. */
  name: string
  /** What it says, in one sentence. */
  help: string
  /** A gauge may fall; a counter only rises. */
  type: 'gauge' | 'counter'
  /** At most one for the same labels. A value that isn't known has no sample. */
  samples: readonly MetricSample[]
}

/** One value of a metric. */
export interface MetricSample {
  /** Such as `source` and `resource`; never a partition, a repository or a person. */
  labels: Readonly<Record<string, string>>
  value: number
}
