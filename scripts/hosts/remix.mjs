import { bundled } from './react-page.mjs'

const version = '2.17.5'

/** Remix 2 with the compiler that came before Vite: its server is CommonJS. */
export const remixHost = {
  name: 'Remix 2, CommonJS, Prisma 6',
  dependencies: {
    ...{ '@remix-run/node': version, '@remix-run/react': version, '@remix-run/serve': version, isbot: '4.4.0' },
    ...{ react: '18.3.1', 'react-dom': '18.3.1', '@prisma/client': '6.19.3', '@prisma/adapter-pg': '6.19.3' },
  },
  devDependencies: {
    ...{
      '@remix-run/dev': version,
      '@types/node': '20.19.25',
      '@types/react': '18.3.26',
      '@types/react-dom': '18.3.7',
    },
    ...{ prisma: '6.19.3', typescript: '5.9.3' },
  },
  scripts: { build: 'remix build && tsc', dev: 'remix dev', start: 'remix-serve build/index.js' },
  files: {
    'remix.config.js': `/** @type {import('@remix-run/dev').AppConfig} */
module.exports = { serverModuleFormat: 'cjs', ignoredRouteFiles: ['**/.*'] }
`,
    'remix.env.d.ts': `/// <reference types="@remix-run/dev" />
/// <reference types="@remix-run/node" />
`,
    'tsconfig.json': JSON.stringify(
      bundled({ compilerOptions: { baseUrl: '.', paths: { '~/*': ['./app/*'] } }, include: ['remix.env.d.ts'] }),
      undefined,
      2,
    ),
    'app/root.tsx': `import { Outlet, Scripts } from '@remix-run/react'

export default function App() {
  return (
    <html lang="en">
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  )
}
`,
    'app/routes/_index.tsx': `import { json } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { prisma } from '~/db.server'

export async function loader() {
  return json({ users: await prisma.user.count() })
}

export default function Index() {
  return <p>{useLoaderData<typeof loader>().users}</p>
}
`,
    'app/db.server.ts': `import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })

export { prisma }
`,
    'prisma/schema.prisma': `generator client {
  provider   = "prisma-client-js"
  engineType = "client"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model User {
  id    Int    @id
  email String
}
`,
  },
  server: {
    command: () => ['--env-file=.env', 'node_modules/@remix-run/serve/dist/cli.js', 'build/index.js'],
    ready: /remix-serve\] http/,
    method: 'POST',
    path: '/cron/import',
  },
}
