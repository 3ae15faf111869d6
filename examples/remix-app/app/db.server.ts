import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/client.js'

/** Where the tables are. */
export const connectionString = process.env.DATABASE_URL ?? ''

const kept = globalThis as { db?: PrismaClient }

/** One client for the whole process: in development every change loads this file again, and each would open a pool. */
export const db =
  kept.db ?? new PrismaClient({ adapter: new PrismaPg({ connectionString, options: '-c timezone=UTC' }) })
if (process.env.NODE_ENV !== 'production') kept.db = db
