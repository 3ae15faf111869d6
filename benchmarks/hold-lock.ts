/** Takes the lock of all passes and keeps it until it is killed. */
import { postgresLock } from '@data-import/core'

const lease = await postgresLock({ connectionString: process.argv[2] ?? '' }).acquire({ schema: 'data' })
process.stdout.write(lease ? 'held\n' : 'busy\n')
setInterval(() => {}, 1_000)
