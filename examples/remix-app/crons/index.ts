import { startScheduler } from '@crons/scheduler'
import { db } from '~/db.server'

const scheduler = startScheduler({ cronExpression: process.env.CRON_EXPRESSION ?? '*/15 * * * *' })

// The first signal drains, the second aborts. A platform that sends SIGKILL after 30 s finds nothing left to kill.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    console.log('Stopping; a second signal stops at once.')
    await scheduler.stop()
    await db.$disconnect()
  })
}
