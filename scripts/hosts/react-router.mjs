import { prisma7, prisma7Files } from './prisma-files.mjs'
import { bundled, react } from './react-page.mjs'

const version = '7.18.4'

/** React Router as a framework, with its own server. */
export const reactRouterHost = {
  name: 'React Router 7, Prisma 7',
  type: 'module',
  dependencies: {
    ...{ '@react-router/node': version, '@react-router/serve': version, 'react-router': version, isbot: '5.1.32' },
    ...{ ...react.dependencies, ...prisma7.dependencies },
  },
  devDependencies: {
    ...{ '@react-router/dev': version, vite: '7.3.8', 'vite-tsconfig-paths': '5.1.4' },
    ...{ ...react.devDependencies, ...prisma7.devDependencies },
  },
  scripts: {
    dev: 'react-router dev',
    build: 'react-router build && react-router typegen && tsc',
    start: 'react-router-serve ./build/server/index.js',
  },
  files: {
    'vite.config.ts': `import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import tsconfigPaths from 'vite-tsconfig-paths'

export default defineConfig({ plugins: [reactRouter(), tsconfigPaths()] })
`,
    'react-router.config.ts': `import type { Config } from '@react-router/dev/config'

export default { ssr: true } satisfies Config
`,
    'tsconfig.json': JSON.stringify(
      bundled({
        compilerOptions: {
          ...{ types: ['node', 'vite/client'], rootDirs: ['.', './.react-router/types'], verbatimModuleSyntax: true },
          paths: { '~/*': ['./app/*'] },
        },
        include: ['.react-router/types/**/*'],
      }),
      undefined,
      2,
    ),
    'app/root.tsx': `import { Outlet, Scripts } from 'react-router'

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
    'app/routes.ts': `import { type RouteConfig, index } from '@react-router/dev/routes'

export default [index('routes/home.tsx')] satisfies RouteConfig
`,
    'app/routes/home.tsx': `import { db } from '~/db.server'
import type { Route } from './+types/home'

export async function loader() {
  return { commits: await db.commit.count() }
}

export default function Home({ loaderData }: Route.ComponentProps) {
  return <p>{loaderData.commits}</p>
}
`,
    ...prisma7Files({
      output: '../app/generated/prisma',
      client: {
        'app/db.server.ts': `import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client'

export const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
`,
      },
    }),
  },
  server: {
    command: () => ['--env-file=.env', 'node_modules/@react-router/serve/bin.js', 'build/server/index.js'],
    ready: /react-router-serve\] http/,
    method: 'POST',
    path: '/cron/import',
  },
}
