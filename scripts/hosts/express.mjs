/** Express in TypeScript that is compiled to CommonJS, as most tutorials set it up. */
export const expressHost = {
  name: 'Express 5, CommonJS, node10, Prisma 7',
  dependencies: { express: '5.2.1', '@prisma/client': '7.10.0', '@prisma/adapter-pg': '7.10.0' },
  devDependencies: {
    '@types/express': '5.0.6',
    '@types/node': '20.19.25',
    dotenv: '17.2.3',
    prisma: '7.10.0',
    typescript: '5.9.3',
  },
  scripts: { build: 'tsc', start: 'node dist/index.js' },
  files: {
    'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2021",
    "module": "commonjs",
    "esModuleInterop": true,
    "strict": true,
    "outDir": "dist"
  }
}
`,
    'prisma.config.mjs': `import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  datasource: { url: process.env.DATABASE_URL },
})
`,
    'prisma/schema.prisma': `generator client {
  provider     = "prisma-client"
  output       = "../src/generated/prisma"
  moduleFormat = "cjs"
}

datasource db {
  provider = "postgresql"
}

model Commit {
  id    Int    @id
  title String
}
`,
    'src/lib/prisma.ts': `import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/prisma/client'

export const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
`,
    'src/index.ts': `import express from 'express'
import { prisma } from './lib/prisma'

const app = express()
app.use(express.json())
app.get('/', async (_request, response) => {
  response.json(await prisma.commit.count())
})

app.listen(process.env.PORT ?? 3000, () => console.log('listening'))
`,
  },
  server: {
    command: () => ['--env-file=.env', 'dist/index.js'],
    ready: /listening/,
    method: 'POST',
    path: '/cron/import',
  },
}
