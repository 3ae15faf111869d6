import { createRedactor } from '@data-import/core'
import { madeUpAnswer } from '../proxy/answer.js'
import type { Interfere } from '../proxy/proxied-request.js'
import { replaceOrigin } from '../proxy/replace-origin.js'
import { type OtherOrigin, startOtherOrigin } from '../proxy/start-other-origin.js'
import { defineRule } from '../rule.js'
import { converge, requireHonest } from '../trial/converge.js'
import { firstImport } from '../trial/first-import.js'
import type { HttpTrial } from '../trial/lab.js'

const patienceMs = 5_000

/** Credentials are sent to the configured address only, wherever redirects and next links lead. */
export const otherOrigins = defineRule('other origins', async (lab) => {
  const trial = await lab.openHttp({ records: lab.pagedRecords })
  const { proxy } = trial
  const { rows, requests } = await firstImport(lab, trial)
  const other = await startOtherOrigin()
  const origins = [...trial.naming.origins, other.origin]
  // Addresses that are stored may be those of the other server now.
  trial.naming.origins = origins
  const redirect =
    (position: number): Interfere =>
    ({ number, path }) =>
      number === position ? madeUpAnswer(302, '{}', { location: `${other.origin}${path}` }) : undefined
  const tries: [what: string, interfere: Interfere][] = [
    ['request 1 was redirected to another server', redirect(1)],
    [`request ${requests} was redirected to another server`, redirect(requests)],
    [
      'the links of the answers led to another server',
      () => ({ change: (answer) => replaceOrigin(answer, proxy.origin, other.origin) }),
    ],
  ]
  try {
    for (const [what, interfere] of tries) {
      const source = await trial.addSource()
      proxy.interfere(interfere)
      const report = await source.pass({ patienceMs })
      if (tellsCredentials(other, trial)) {
        lab.fail(
          `after ${what}, that server was sent the credentials`,
          "Follow redirects and next links on the configured address's origin only (fetch: `redirect: 'manual'`), and throw for others",
        )
      }
      const goal = { after: `after ${what}`, right: rows, advice: 'Throw where a link or redirect is not followed' }
      await requireHonest(lab, source, report, goal)
      await converge(lab, trial, source, goal)
    }
  } finally {
    await other.close()
  }
})

function tellsCredentials({ received }: OtherOrigin, { secrets }: HttpTrial): boolean {
  const { holdsSecret } = createRedactor(secrets)
  return received().some(
    ({ path, headers, body }) =>
      headers.authorization !== undefined ||
      headers.cookie !== undefined ||
      holdsSecret(`${path} ${JSON.stringify(headers)} ${body}`),
  )
}
