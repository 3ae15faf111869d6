import type { NextConfig } from 'next'

const configuration: NextConfig = {
  // This folder, also where it lies in a repository with a lock file of its own.
  turbopack: { root: import.meta.dirname },
  // They open connections and start git: nothing to bundle.
  serverExternalPackages: [
    '@data-import/core',
    '@data-import/provider-git',
    '@data-import/provider-github',
    '@prisma/adapter-pg',
    'pg',
  ],
}

export default configuration
