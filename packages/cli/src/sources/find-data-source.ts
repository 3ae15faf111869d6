import { ConfigurationError, type RawClient } from '@data-import/core'
import { didYouMean } from '../providers/nearest-name.js'
import { storedSources } from '../rows/data-sources.js'

/**
 * Finds a data source by id or name.
 * @throws {ConfigurationError} if there is none, or several organisations have one of that name.
 */
export async function findDataSource(db: RawClient, given: string) {
  const all = await storedSources(db)
  const byId = all.find(({ id }) => id === given)
  const found = byId ? [byId] : all.filter(({ name }) => name === given)
  const [source] = found
  if (source && found.length === 1) return source
  if (source) {
    const ids = found.map(({ id, organizationId }) => `${id} (${organizationId})`).join(', ')
    throw new ConfigurationError(`Several data sources are named "${given}". Use the id: ${ids}`)
  }
  const names = all.map(({ name }) => name)
  throw new ConfigurationError(
    `There is no data source "${given}". ${didYouMean(given, names, '"')}There are: ${names.join(', ') || 'none'}.`,
  )
}
