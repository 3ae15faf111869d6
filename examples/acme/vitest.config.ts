import { defineConfig } from 'vitest/config'

/** Five servers, a Postgres and a whole pass. */
export default defineConfig({ test: { testTimeout: 300_000 } })
