import { createHmac } from 'node:crypto'
import type { DataSourceScript, ExecutionContext, Provider } from '@data-import/core/provider'
import { rowsOf } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach } from 'vitest'
import { createWebhookHandler, type WebhookHandlerOptions } from './index.js'

const keys = ['a', 'b', 'c']

/** What a test sends; what is left out is right. */
export interface Sent {
  to?: string
  secret?: string
  body?: string | Uint8Array
  /** The body that is signed. */
  signed?: string | Uint8Array
  headers?: Record<string, string>
}

/** Two data sources of two organisations, which were imported once, and the webhooks of their vendor. */
export function useAcmeWebhooks() {
  const database = useTestDatabase()
  const ids = { ours: '', theirs: '' }
  const notices: string[] = []
  /** What the vendor has, by repository. */
  const world: Record<string, number> = {}
  let walked: string[] = []
  const nameOf = (dataSourceId: string) => (dataSourceId === ids.ours ? 'ours' : 'theirs')

  /** @param isUnchanged what its probe says */
  const script = (isUnchanged = true): DataSourceScript =>
    acmeScript('repository', [], (context: ExecutionContext) =>
      context.partitions(
        keys.map((key) => ({ key })),
        async ({ key }) => {
          walked.push(`${nameOf(context.dataSourceId)} ${key}`)
          const row = { externalId: key, provider: 'ACME', name: `version ${world[key]}`, fullName: key }
          return { rows: [rowsOf(repositoryTable, [row])] }
        },
        { isUnchanged: () => isUnchanged },
      ),
    )
  const provider: Provider = {
    scripts: [script()],
    webhookProofs: [{ kind: 'hmac', header: 'x-acme-signature', prefix: 'sha256=' }],
    ringFor: (_, payload) => [{ resource: 'repository', key: (payload as { repository: string }).repository }],
  }
  /** @returns what was walked. */
  const pass = async () => {
    walked = []
    await wireAcme(database, [script()], { minimumLookMs: 0 }).run()
    return walked
  }
  beforeEach(async () => {
    await database.db.dataSource.deleteMany()
    const interval = { syncIntervalMinutes: 600 }
    ids.ours = (await addAcmeSource(database, 'ours', interval)).id
    ids.theirs = (await addAcmeSource(database, 'theirs', { ...interval, organizationId: 'other' })).id
    notices.length = 0
    Object.assign(world, { a: 1, b: 1, c: 1 })
    await pass()
  })
  const requested = async () => {
    const where = { NOT: { requestedAt: null } }
    const rung = await database.db.importPartition.findMany({ where, orderBy: { key: 'asc' } })
    return rung.map(({ dataSourceId, key }) => `${nameOf(dataSourceId)} ${key}`)
  }
  return {
    ...{ database, ids, notices, world, provider, script, pass, requested },
    handler(options: Partial<WebhookHandlerOptions> = {}) {
      const secrets = { [ids.ours]: 'anvil', [ids.theirs]: 'rocket' }
      const onNotice = (message: string) => notices.push(message)
      return createWebhookHandler({ db: database.db, providers: [provider], secrets, onNotice, ...options })
    },
    request({ to = ids.ours, secret = 'anvil', body = '{"repository":"a"}', signed = body, headers = {} }: Sent = {}) {
      const signature = `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`
      return new Request(`https://acme.example/webhooks/${to}`, {
        method: 'POST',
        headers: { 'x-acme-signature': signature, 'content-type': 'application/json', ...headers },
        body: body as BodyInit,
      })
    },
    async isUntouched(): Promise<boolean> {
      const where = { OR: [{ NOT: { rungAt: null } }, { NOT: { requestedAt: null } }] }
      return (await database.db.dataSource.count({ where })) === 0 && (await requested()).length === 0
    },
  }
}
