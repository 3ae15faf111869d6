const common = {
  devDependencies: { '@types/node': '20.19.25', '@types/pg': '8.23.1', typescript: '5.9.3' },
  tsconfig: `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "nodenext",
    "strict": true,
    "rootDir": "src",
    "outDir": "dist",
    "skipLibCheck": true
  },
  "include": ["src"]
}
`,
}

/** Drizzle: `push` makes the database equal to the application's tables. */
export const drizzleHost = {
  name: 'Drizzle, no Prisma',
  type: 'module',
  dependencies: { 'drizzle-orm': '0.45.4', pg: '8.23.1' },
  devDependencies: { ...common.devDependencies, 'drizzle-kit': '0.31.11' },
  scripts: { build: 'tsc' },
  files: {
    'tsconfig.json': common.tsconfig,
    'drizzle.config.ts': `import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/tables.ts',
  dbCredentials: { url: process.env.DATABASE_URL! },
})
`,
    'src/tables.ts': `import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export const users = pgTable('users', { id: integer().primaryKey(), email: text().notNull() })
`,
  },
  /** What init tells people to write, by its note. */
  follow({ notes }) {
    const line = notes
      .map((note) => /drizzle\.config\.ts is to say: (tablesFilter: \[.*\])/.exec(note)?.[1])
      .find(Boolean)
    if (line === undefined) throw new Error(`init says nothing of drizzle.config.ts: ${JSON.stringify(notes)}`)
    return { file: 'drizzle.config.ts', before: '  dbCredentials:', line: `  ${line},` }
  },
  migrate: ['node_modules/drizzle-kit/bin.cjs', 'push', '--force'],
}

/** Kysely with its own migrator. */
export const kyselyHost = {
  name: 'Kysely, no Prisma',
  type: 'module',
  dependencies: { kysely: '0.29.9', pg: '8.23.1' },
  devDependencies: common.devDependencies,
  scripts: { build: 'tsc' },
  files: {
    'tsconfig.json': common.tsconfig,
    'src/migrate.ts': `import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
const migrations = {
  '2026-01-users': {
    up: (on: Kysely<unknown>) =>
      on.schema.createTable('users').addColumn('id', 'integer', (column) => column.primaryKey()).execute(),
    down: (on: Kysely<unknown>) => on.schema.dropTable('users').execute(),
  },
}
const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
// Down and up again: what a team does with its own tables while it develops.
if (process.argv[2] === 'redo') {
  const { error } = await migrator.migrateDown()
  if (error) throw error
}
const { error } = await migrator.migrateToLatest()
await db.destroy()
if (error) throw error
`,
  },
  migrate: ['dist/migrate.js', 'redo'],
}
