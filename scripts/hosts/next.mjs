import { prisma7, prisma7Files } from './prisma-files.mjs'
import { bundled, react } from './react-page.mjs'

/** Next with its app router, as its generator makes it, and Prisma as Prisma's own guide for Next adds it. */
export const nextHost = {
  name: 'Next 16, Prisma 7',
  dependencies: { next: '16.4.6', ...react.dependencies, ...prisma7.dependencies },
  devDependencies: { ...react.devDependencies, ...prisma7.devDependencies },
  scripts: { dev: 'next dev', build: 'next build', start: 'next start' },
  files: {
    'next.config.ts': 'export default {}\n',
    'tsconfig.json': JSON.stringify(
      bundled({
        compilerOptions: { incremental: true, plugins: [{ name: 'next' }], paths: { '@/*': ['./*'] } },
        include: ['next-env.d.ts', '.next/types/**/*.ts', '.next/dev/types/**/*.ts'],
      }),
      undefined,
      2,
    ),
    'app/layout.tsx': `export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
`,
    'app/page.tsx': `import { prisma } from '@/lib/prisma'

export const dynamic = 'force-dynamic'

export default async function Home() {
  return <p>{await prisma.commit.count()}</p>
}
`,
    ...prisma7Files({
      output: '../app/generated/prisma',
      client: {
        'lib/prisma.ts': `import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../app/generated/prisma/client'

const global = globalThis as unknown as { prisma?: PrismaClient }
const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL })

export const prisma = global.prisma ?? new PrismaClient({ adapter })
if (process.env.NODE_ENV !== 'production') global.prisma = prisma
`,
      },
    }),
  },
  server: {
    command: (port) => ['node_modules/next/dist/bin/next', 'start', '--port', String(port)],
    ready: /Ready in/,
    method: 'GET',
    path: '/api/cron/import',
  },
}
