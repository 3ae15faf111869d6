/** A provider that shows its configuration wherever a script can; copied into a folder of data sources, so alone. */

interface Context {
  env: Record<string, string>
  db: { $queryRawUnsafe(statement: string): Promise<unknown> }
  log: Record<'debug' | 'info' | 'warn' | 'error', (message: unknown, about?: object) => void>
  save(table: object, rows: object[]): Promise<unknown>
  partitions(list: object[], walk: (partition: Partition) => Promise<unknown>): Promise<void>
}

interface Partition {
  key: string
  checkpoint(page: object): Promise<unknown>
  skip(reason: string): never
}

const table = {
  name: 'Repository',
  model: 'repository',
  columns: { externalId: { column: 'external_id', type: 'text' }, stars: { column: 'stars', type: 'integer' } },
}

/** All secrets in one text, in several writings, and the key that they are encrypted under. */
function leak(env: Record<string, string>): string {
  const all = [...Object.values(env), process.env.DATA_IMPORT_SECRET_KEY].join(' | ')
  return [
    all,
    encodeURIComponent(all),
    JSON.stringify({ body: JSON.stringify(env) }),
    Buffer.from(all).toString('base64'),
    Buffer.from(`x:${all}`).toString('base64url'),
    Buffer.from(all).toString('hex'),
    `https://u:${env.ACME_PASSWORD}@acme.example/?access_token=${env.ACME_TOKEN}`,
    new URLSearchParams(env).toString(),
  ].join('\n')
}

const script = (resource: string, run: (context: Context) => Promise<unknown>) => ({
  dataSourceName: 'LEAKY',
  resource,
  dependsOn: [],
  importWindowDays: 30,
  run,
})

export const scripts = [
  script('logs', async ({ env, log }) => {
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      log[level](leak(env), { details: { env, text: leak(env) }, recordId: env.ACME_TOKEN })
      log[level](`${'x'.repeat(8_100)}${leak(env)}`)
      log[level](env)
    }
  }),
  script('prints', async ({ env }) => {
    console.log(leak(env), env)
    console.log(process.env)
    console.error(new Error(leak(env)))
    process.emitWarning(leak(env))
  }),
  script('throws-error', async ({ env }) => {
    const cause = Object.assign(new Error(leak(env)), { url: env.ACME_URL, response: { headers: env } })
    throw new AggregateError([new Error(leak(env))], leak(env), { cause })
  }),
  script('throws-named', async ({ env }) => {
    throw Object.assign(new TypeError('refused'), { name: env.ACME_TOKEN, code: env.ACME_PASSWORD, cause: leak(env) })
  }),
  script('throws-text', async ({ env }) => {
    throw leak(env)
  }),
  script('throws-object', async ({ env }) => {
    throw { env, nested: { deep: leak(env) } }
  }),
  script('throws-statement', ({ env, db }) => db.$queryRawUnsafe(`SELECT '${env.ACME_TOKEN}'::integer`)),
  script('fetches', ({ env }) =>
    fetch(`http://127.0.0.1:9/${env.ACME_TOKEN}?token=${encodeURIComponent(env.ACME_TOKEN ?? '')}`),
  ),
  script('saves', ({ env, save }) =>
    save(table, [
      { externalId: env.ACME_TOKEN ?? '', stars: 'many' },
      { externalId: `${env.ACME_TOKEN}\0`, stars: leak(env) },
    ]),
  ),
  script('partitions', ({ env, partitions }) =>
    partitions(
      [
        { key: 'ok', name: leak(env) },
        { key: `${env.ACME_URL}/fails`, name: `${env.ACME_TOKEN} fails` },
        { key: `${env.ACME_PASSWORD}/skipped` },
        { key: 'fails with a cursor' },
        { key: leak(env) },
      ],
      async ({ key, checkpoint, skip }) => {
        if (key.endsWith('skipped')) skip(leak(env))
        await checkpoint({ rows: [], cursor: { next: `https://acme.example/?private_token=${env.ACME_TOKEN}`, env } })
        if (key.includes('fails')) throw new Error(leak(env))
        return { state: { etag: env.ACME_TOKEN, encoded: leak(env) }, note: leak(env) }
      },
    ),
  ),
  // A promise that nobody waits for: its error ends the process.
  script('crashes', async ({ env }) => {
    if (env.ACME_CRASH !== 'yes') return
    void Promise.reject(Object.assign(new Error(leak(env)), { cause: new Error(leak(env)) }))
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  }),
]

const plainKeys = ['ACME_URL', 'ACME_CRASH']

export const configuration = ['ACME_TOKEN', 'ACME_PASSWORD', 'ACME_KEY', 'ACME_JSON', ...plainKeys].map((key) => ({
  key,
  description: 'something',
  isSecret: !plainKeys.includes(key),
}))

export async function check({ env }: Pick<Context, 'env'>) {
  if (env.ACME_CRASH === 'yes') throw new Error(leak(env))
  return [{ status: 'warning', message: leak(env) }]
}
