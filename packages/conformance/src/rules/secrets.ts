import { inspect } from 'node:util'
import { createRedactor } from '@data-import/core'
import type { ConfigurationKey } from '@data-import/core/provider'
import { sentCredential } from '../declarations/sent-credential.js'
import { madeUpAnswer } from '../proxy/answer.js'
import type { ProxiedRequest } from '../proxy/proxied-request.js'
import { defineRule } from '../rule.js'
import { firstImport } from '../trial/first-import.js'
import { readTexts } from '../trial/read-texts.js'
import { spread } from '../trial/spread.js'

const patienceMs = 3_000
const checkTimeoutMs = 30_000
const statuses = [400, 401, 403, 404, 500]
const looksSecret = /token|secret|passw|credential|private_?key|api_?key/i
/** `TOKEN_URL` is an address, `TOKEN_ID` a name. */
const isAbout = /_(url|address|id|path|file|name|days|minutes|seconds)$/i

/** Secrets are declared, and are in nothing that is written: rows, runs, logs, events, errors. */
export const secrets = defineRule('secrets', async (lab) => {
  const undeclared = (lab.provider.configuration ?? []).filter(
    ({ key, isSecret }) => looksSecret.test(key) && !isAbout.test(key) && !isSecret,
  )
  if (undeclared.length > 0) {
    const names = undeclared.map(({ key }) => key).join(', ')
    lab.fail(
      `${names} looks like a secret and is not declared as one`,
      'Set `isSecret: true`, so that it is encrypted and hidden',
    )
  }
  const trial = await lab.open({ records: 30 })
  const { proxy, env } = trial
  const { report, requests } = await firstImport(lab, trial)
  const mayBeSent = (key: string) =>
    key === trial.system.addressKey || isSecretOrPublic(lab.provider.configuration, key)
  const sent = sentCredential(proxy?.requests() ?? [], env, mayBeSent)
  if (sent !== undefined) {
    lab.fail(
      `the value of ${sent.key} is sent in the header ${sent.header} and is not declared secret`,
      'Set `isSecret: true` in its declaration, so that it is encrypted and hidden',
    )
  }
  if (trial.secrets.length === 0) lab.skip('the configuration that `open` gives holds no value that is declared secret')
  const { holdsSecret } = createRedactor([...trial.secrets, ...report.record.savedSecrets])

  async function requireNoSecret(when: string, told: unknown): Promise<void> {
    const shown = inspect(told, { depth: 20, maxStringLength: null, maxArrayLength: null, showHidden: true })
    const places = [{ place: 'an event, error or finding', text: shown }, ...(await readTexts(trial.db))]
    const found = places.find(({ text }) => holdsSecret(text))
    if (found === undefined) return
    lab.fail(
      `${when}, ${found.place} holds a secret of the configuration`,
      'Leave it out of rows, cursors, addresses and messages',
    )
  }

  await requireNoSecret('after an import', report.events)
  const check = async () => {
    try {
      return await lab.provider.check?.({ env: { ...env }, signal: AbortSignal.timeout(checkTimeoutMs) })
    } catch (error) {
      return error
    }
  }
  await requireNoSecret('after a check', await check())
  if (proxy === undefined) return
  for (const [index, position] of spread(requests, statuses.length).entries()) {
    const status = statuses[index % statuses.length] ?? 400
    const source = await trial.addSource()
    proxy.interfere((request) => (request.number >= position ? echo(status, request) : undefined))
    const { events } = await source.pass({ patienceMs })
    await requireNoSecret(
      `after request ${position} of ${requests} was answered ${status} with an echo of itself`,
      events,
    )
  }
  proxy.interfere((request) => echo(401, request))
  await requireNoSecret('after a check that was answered 401 with an echo of itself', await check())
})

/** Whoever reads the documentation knows a default value. */
function isSecretOrPublic(configuration: readonly ConfigurationKey[] = [], key: string): boolean {
  return configuration.some((one) => one.key === key && (one.isSecret === true || one.defaultValue !== undefined))
}

/** A server that is too talkative. */
function echo(status: number, { method, path, headers, body }: ProxiedRequest) {
  const message = `${method} ${path} was refused: ${JSON.stringify(headers)} ${body}`
  return madeUpAnswer(status, JSON.stringify({ message, error: { message, headers }, errors: [{ message }] }))
}
