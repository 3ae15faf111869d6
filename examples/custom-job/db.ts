import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.js'

/** Where the tables are. */
export const connectionString = process.env.DATABASE_URL ?? ''

/** The client of this process. */
export const db = new PrismaClient({ adapter: new PrismaPg({ connectionString, options: '-c timezone=UTC' }) })
