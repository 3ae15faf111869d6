import { db } from '@/lib/db'

/** The last tick, and the last one that ran a pass: one that found another pass running says nothing about what is complete. */
export async function readTicks() {
  const [last, lastPass] = await Promise.all([
    db.cronTick.findFirst({ orderBy: { id: 'desc' } }),
    db.cronTick.findFirst({ where: { status: { not: 'busy' } }, orderBy: { id: 'desc' } }),
  ])
  return { last, lastPass }
}
