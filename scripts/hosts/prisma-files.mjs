/** Prisma's files in an application whose own model has a name of the import's. */
export function prisma7Files({ output, client }) {
  return {
    'prisma.config.ts': `import 'dotenv/config'
import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  datasource: { url: process.env.DATABASE_URL },
})
`,
    'prisma/schema.prisma': `generator client {
  provider = "prisma-client"
  output   = "${output}"
}

datasource db {
  provider = "postgresql"
}

model Commit {
  id    Int    @id
  title String
}
`,
    ...client,
  }
}

/** Versions of Prisma 7 and of what its configuration reads. */
export const prisma7 = {
  dependencies: { '@prisma/client': '7.10.0', '@prisma/adapter-pg': '7.10.0' },
  devDependencies: { prisma: '7.10.0', dotenv: '17.2.3' },
}
