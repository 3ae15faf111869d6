/**
 * Secrets of the webhooks, by data source: one text, or several while a secret is being changed, of which any is right. A function is
 * asked for each request; a data source without any has no webhooks.
 */
export type WebhookSecrets =
  | Readonly<Record<string, string | readonly string[]>>
  | ((dataSourceId: string) => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>)

/** The secrets of one data source; an empty one is none. */
export async function secretsOf(secrets: WebhookSecrets, dataSourceId: string): Promise<readonly string[]> {
  // Own ones only: `constructor` is no data source.
  const given =
    typeof secrets === 'function'
      ? await secrets(dataSourceId)
      : Object.hasOwn(secrets, dataSourceId)
        ? secrets[dataSourceId]
        : undefined
  return [given ?? []].flat().filter((secret) => typeof secret === 'string' && secret !== '')
}
