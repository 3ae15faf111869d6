import { PrismaPg } from '@prisma/adapter-pg'
import { inject } from 'vitest'
import { PrismaClient } from '../generated/client.js'

/** A database of a test file's own. */
export interface TestDatabase {
  url: string
  db: PrismaClient
  close(): Promise<void>
}

/** Makes a database that has the tables and no rows. */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const url = new URL(inject('emptyDatabase'))
  const template = url.pathname.slice(1)
  url.pathname = '/postgres'
  const server = new PrismaClient({ adapter: new PrismaPg(url.href) })
  await server.$executeRawUnsafe(`CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  await server.$disconnect()
  url.pathname = `/${name}`
  const db = new PrismaClient({ adapter: new PrismaPg(url.href) })
  return { url: url.href, db, close: () => db.$disconnect() }
}
