/**
 * Applications that embed the product, chosen so that every package manager, Prisma, generator, compiler, way to resolve modules
 * and Node that we support is in one of them, and not every combination.
 */
export const coveringSet = [
  { manager: 'npm', node: '20', prisma: '7.10.0', generator: 'prisma-client', compilers: 'all' },
  { manager: 'pnpm', node: '22', prisma: '7.10.0', generator: 'prisma-client', compilers: 'one' },
  { manager: 'yarn 1', node: '24', prisma: '6.19.3', generator: 'prisma-client', compilers: 'one' },
  {
    manager: 'yarn 4',
    node: '22',
    prisma: '6.19.3',
    generator: 'prisma-client-js',
    compilers: 'all',
    isThorough: true,
  },
]
