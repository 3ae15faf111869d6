import { rowId } from '@data-import/core/provider'
import { type ChangeCounter, changedBy } from './count-changes.js'
import { type NaturalKey, naturalExternalId, naturalKeys } from './natural-keys.js'
import type { ModelOperation, SpecificationDatabase } from './specification-database.js'
import { visibleDataSources } from './visible-data-sources.js'

type Fields = Readonly<Record<string, unknown>>

const reads = new Set(['findMany', 'findFirst', 'findFirstOrThrow', 'count', 'aggregate', 'groupBy'])
const writesOfMany = new Set(['updateMany', 'updateManyAndReturn', 'deleteMany'])
const creations = new Set(['create', 'createMany', 'createManyAndReturn'])
const writesOfOne = new Set(['upsert', 'update', 'delete'])
const readsOfOne = new Set(['findUnique', 'findUniqueOrThrow'])

/**
 * A client for scripts that were written against the specification's tables, where a row belongs to no data source and
 * a name is unique: rows that are created get `id`, `dataSourceId` and `externalId`, a `where` by name finds the row
 * of the data source, and queries see the rows of the data source and of its organisation's other providers.
 * See docs/decisions/0003-specification-scripts.md.
 *
 * @param counter told how many rows of canonical tables its calls changed
 */
export function specificationClient<Client extends SpecificationDatabase>(
  db: Client,
  dataSourceId: string,
  counter: ChangeCounter = { changed: 0 },
): Client {
  let visible: Promise<string[]> | undefined
  const visibleIds = () => {
    visible ??= visibleDataSources(db, dataSourceId)
    return visible
  }
  const extended = db.$extends({
    query: {
      $allModels: {
        async $allOperations({ model, operation, args, query }: ModelOperation) {
          const key = naturalKeys.get(model)
          if (!key) return query(args)
          const given = (args ?? {}) as Fields
          const change = async (): Promise<Fields> => {
            if (reads.has(operation)) return within(given, { dataSourceId: { in: await visibleIds() } })
            if (writesOfMany.has(operation)) return within(given, { dataSourceId })
            if (creations.has(operation)) return { ...given, data: eachRow(given.data, (row) => own(key, row)) }
            if (readsOfOne.has(operation)) return { ...given, where: await find(key, given.where, await visibleIds()) }
            if (writesOfOne.has(operation)) {
              const where = await find(key, given.where, [dataSourceId])
              return operation === 'upsert'
                ? { ...given, where, create: own(key, given.create as Fields) }
                : { ...given, where }
            }
            return given
          }
          const changed = await change()
          if (!isWrite(operation)) return query(changed)
          const isCompared = operation === 'upsert' || operation === 'update'
          const before = isCompared ? await finder(db, key.table.model).findUnique({ where: changed.where }) : null
          const result = await query(changed)
          counter.changed += changedBy(operation, before ?? undefined, result)
          return result
        },
      },
    },
  })

  function own(key: NaturalKey, row: Fields): Fields {
    const parents = ['repository', 'pullRequest', 'pipelineRun', 'dataSource'].filter((name) => name in row)
    const ids = Object.fromEntries(parents.map((name) => [`${name}Id`, connectedId(row[name])]))
    const externalId = row.externalId ?? naturalExternalId(key, { ...ids, ...row })
    const hasOwner = 'dataSourceId' in row || 'dataSource' in row
    // Prisma takes either relations or their scalar fields in one row.
    const owner = parents.length > 0 ? { dataSource: { connect: { id: dataSourceId } } } : { dataSourceId }
    return {
      ...(typeof externalId === 'string' ? { id: rowId(dataSourceId, key.table, externalId), externalId } : {}),
      ...(hasOwner ? {} : owner),
      ...row,
    }
  }

  async function find({ table, keys }: NaturalKey, where: unknown, dataSourceIds: readonly string[]): Promise<Fields> {
    const given = where as Fields
    const names = keys.map((fields) => fields.join('_')).filter((name) => name in given && name !== 'repositoryId_sha')
    if (names.length === 0 || 'id' in given || 'dataSourceId_externalId' in given) return given
    const rest = Object.entries(given).filter(([name]) => !names.includes(name))
    const values = Object.fromEntries(
      names.flatMap((name) => (name.includes('_') ? Object.entries(given[name] as Fields) : [[name, given[name]]])),
    )
    const found = await finder(db, table.model).findFirst({
      where: { ...values, dataSourceId: { in: dataSourceIds } },
      orderBy: { externalId: 'asc' },
      select: { id: true },
    })
    const externalId = naturalExternalId({ table, keys }, values) ?? ''
    const unique = found ? { id: found.id } : { dataSourceId_externalId: { dataSourceId, externalId } }
    return { ...Object.fromEntries(rest), ...unique }
  }

  // An extended client differs from the client by its types only, and has every model of it.
  return extended as Client
}

function within({ where, ...rest }: Fields, scope: Fields): Fields {
  return { ...rest, where: where === undefined ? scope : { AND: [where, scope] } }
}

function eachRow(data: unknown, change: (row: Fields) => Fields): unknown {
  return Array.isArray(data) ? data.map(change) : change(data as Fields)
}

function connectedId(relation: unknown): unknown {
  return (relation as { connect?: { id?: unknown } } | undefined)?.connect?.id
}

function isWrite(operation: string): boolean {
  return writesOfMany.has(operation) || creations.has(operation) || writesOfOne.has(operation)
}

interface Finder {
  findUnique(args: { where: unknown }): Promise<object | null>
  findFirst(args: object): Promise<{ id: string } | null>
}

/** The model by a name that is known at run time only. */
function finder(db: SpecificationDatabase, model: string): Finder {
  return (db as unknown as Record<string, Finder>)[model] as Finder
}
