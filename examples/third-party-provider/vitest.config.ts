import { defineConfig } from 'vitest/config'

/** Each rule of the conformance kit imports a few times from a server on loopback into a real Postgres. */
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000 } })
