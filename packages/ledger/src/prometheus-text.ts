import type { Metric, MetricSample } from './metric.js'

/**
 * Writes metrics in Prometheus' text format, for the content type `text/plain; version=0.0.4`.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 *
 * @throws {TypeError} for a name of a metric or label that the format doesn't allow.
 */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(writeMetric).join('')
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/
const labelName = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/

function writeMetric({ name, help, type, samples }: Metric): string {
  if (!metricName.test(name)) throw new TypeError(`"${name}" is no name of a Prometheus metric.`)
  const lines = samples.map((sample) => `${name}${writeLabels(sample)} ${writeValue(sample.value)}\n`)
  return `# HELP ${name} ${escapeText(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function writeLabels({ labels }: MetricSample): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    if (!labelName.test(name)) throw new TypeError(`"${name}" is no name of a Prometheus label.`)
    return `${name}="${escapeText(value).replaceAll('"', '\\"')}"`
  })
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** What is no valid Unicode would make the whole answer invalid. */
function escapeText(text: string): string {
  return text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function writeValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
