import { readFile } from 'node:fs/promises'
import type { ExecutionContext } from '@data-import/core'
import type { PrismaClient } from '../../../generated/client.js'

/** A service, as the catalogue has it. */
interface CatalogService {
  name: string
  owner: string
  tier: number
}

/** Imports services into the application's own table. */
export const serviceScript = {
  dataSourceName: 'CATALOG',
  resource: 'service',
  dependsOn: [],
  importWindowDays: 365, // Full refresh

  async run(context: ExecutionContext<PrismaClient>) {
    const services: CatalogService[] = JSON.parse(await readFile(context.env.CATALOG_FILE ?? '', 'utf8'))

    await Promise.all(
      services.map(({ name, owner, tier }) =>
        context.db.service.upsert({ where: { name }, create: { name, owner, tier }, update: { owner, tier } }),
      ),
    )

    await context.db.dataSourceRun.update({
      where: { id: context.runId },
      data: { recordsImported: services.length },
    })
  },
}
