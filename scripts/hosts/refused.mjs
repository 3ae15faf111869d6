const host = (name, { provider, prisma, says }) => ({
  name,
  dependencies: { '@prisma/client': prisma },
  devDependencies: { prisma },
  scripts: {},
  files: {
    'prisma/schema.prisma': `generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "${provider}"
  url      = env("DATABASE_URL")
}

model User {
  id Int @id
}
`,
  },
  /** What init refuses it with; nothing is written. */
  refusal: says,
})

/** Applications that the import can't go into. */
export const refusedHosts = {
  sqlite: host('SQLite, refused', {
    provider: 'sqlite',
    prisma: '6.19.3',
    says: /database is SQLite .*needs Postgres/,
  }),
  prisma5: host('Prisma 5, refused', {
    ...{ provider: 'postgresql', prisma: '5.22.0' },
    says: /has Prisma 5\.22\.0, and the import needs 6 or newer/,
  }),
}
