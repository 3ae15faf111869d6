import type { InsightDatabase } from '../database/insight-database.js'
import { literal, type Tables } from '../database/read-tables.js'
import { groupAccounts, type PersonGroup } from './group-accounts.js'
import { readPeople } from './read-accounts.js'
import { deleteGonePeople, keepBookmarks, writeAccounts, writePersons } from './write-people.js'

/** Makes the people anew from what is there, and writes what differs. */
export async function linkPeople(
  db: InsightDatabase,
  table: Tables,
  organizationId: string | undefined,
): Promise<void> {
  const only = organizationId === undefined ? '' : `where organization_id = ${literal(organizationId)}`
  const organizations = await db.$queryRawUnsafe<{ id: string }[]>(
    `select organization_id as id from ${table('DataSource')} ${only} union select organization_id from ${table('Person')} ${only}`,
  )
  for (const { id } of organizations) {
    const { accounts, aliases, decisions, mailmap } = await readPeople(db, table, id)
    await write(db, table, id, groupAccounts(id, accounts, aliases, decisions, mailmap))
  }
}

async function write(
  db: InsightDatabase,
  table: Tables,
  organizationId: string,
  groups: readonly PersonGroup[],
): Promise<void> {
  const persons = JSON.stringify(groups.map(({ id, name, isBot }) => ({ id, name, is_bot: isBot })))
  const accounts = JSON.stringify(
    groups.flatMap(({ id, accounts: own }) =>
      own.map(({ contributorId, accountKey, rule, evidence }) => ({
        ...{ contributor_id: contributorId, person_id: id, account_key: accountKey, rule, evidence },
      })),
    ),
  )
  await db.$executeRawUnsafe(keepBookmarks(table), organizationId, accounts)
  await db.$executeRawUnsafe(deleteGonePeople(table), organizationId, persons, accounts)
  await db.$executeRawUnsafe(writePersons(table), organizationId, persons)
  await db.$executeRawUnsafe(writeAccounts(table), accounts)
}
