import { setTimeout as sleep } from 'node:timers/promises'
import type { DataSourceScript } from '@data-import/core/provider'

/** Resources of the provider `NOOP`, which don't depend on each other. */
export const noOpCount = 25
/** Resources of the provider `CHAIN`, each of which depends on the one before. */
export const chainLength = 60
/** What a run of the provider `SLOW` waits for: so many answers, one after the other. */
export const slowAnswers = 10
const answerMs = 100

const script = (
  dataSourceName: string,
  resource: string,
  dependsOn: readonly string[],
  run: DataSourceScript['run'],
): DataSourceScript => ({ dataSourceName, resource, dependsOn, importWindowDays: 1, run })

/** What workers are measured with. */
export const workerScripts: readonly DataSourceScript[] = [
  ...Array.from({ length: noOpCount }, (_, index) => script('NOOP', `noop-${index}`, [], async () => {})),
  ...Array.from({ length: chainLength }, (_, index) =>
    script('CHAIN', `chain-${index}`, index === 0 ? [] : [`chain-${index - 1}`], async () => {}),
  ),
  script('SLOW', 'slow', [], async () => {
    for (let answer = 0; answer < slowAnswers; answer++) await sleep(answerMs)
  }),
]
