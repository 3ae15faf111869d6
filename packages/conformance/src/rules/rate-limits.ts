import { setTimeout as sleep } from 'node:timers/promises'
import { createRateLimit, type LimitForm } from '../proxy/create-rate-limit.js'
import type { ProxiedRequest } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import type { HttpTrial, Lab } from '../trial/lab.js'
import { spread } from '../trial/spread.js'
import { together } from '../trial/together.js'

const forms: readonly { form: LimitForm; positions: number; patienceMs: number }[] = [
  { form: 'seconds', positions: 3, patienceMs: 15_000 },
  { form: 'date', positions: 1, patienceMs: 15_000 },
  // How long to wait is the provider's guess; whoever guesses long is stopped.
  { form: 'none', positions: 1, patienceMs: 3_000 },
]

/** A limited request isn't repeated before the server allows it, and what it would have given isn't lost. */
export const rateLimits = defineRule('rate limits', async (lab) => {
  const trials = await Promise.all(forms.map(() => lab.openHttp({ records: lab.pagedRecords })))
  await together(
    forms.map(async (form, index) => {
      const trial = trials[index]
      if (trial) await tryForm(lab, trial, form)
    }),
  )
})

async function tryForm(lab: Lab, trial: HttpTrial, { form, positions, patienceMs }: (typeof forms)[number]) {
  const { rows, requests } = await firstImport(lab, trial)
  const usual = countKeys(trial.proxy.requests())
  for (const position of spread(requests, positions)) {
    const limit = createRateLimit(position, form, usual)
    const source = await trial.addSource()
    trial.proxy.interfere(limit.interfere)
    const report = await source.pass({ patienceMs })
    const told = { seconds: 'a Retry-After in seconds', date: 'a Retry-After with a date', none: 'no Retry-After' }[
      form
    ]
    const after = `after request ${position} of ${requests} was answered 429 with ${told}`
    const hasty = limit.hasty()
    if (hasty !== undefined) {
      lab.fail(
        `${after}, ${hasty.method} ${hasty.path} was asked again ${hasty.earlyMs} ms too early`,
        'Wait until Retry-After (seconds or an HTTP date) is over, or end the walk with a QuotaExhaustedError',
      )
    }
    const goal = {
      after,
      right: rows,
      advice: 'Repeat the request later, or throw: never continue as if it had been answered',
    }
    await requireHonest(lab, source, report, goal)
    await sleep(limit.leftMs())
    await converge(lab, trial, source, goal)
  }
}

function countKeys(requests: readonly ProxiedRequest[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { key } of requests) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
