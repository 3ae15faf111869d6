import type { PrismaClient } from '@data-import/reference-database'

/** Rows by what identifies them, with what can be compared. */
export type Compared = Record<string, Record<string, unknown>>

/** Issues and hotspots as the server's own tables have them. */
export async function issuesOfServer(db: PrismaClient): Promise<Compared> {
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(`
    select i.kee as key, p.kee as project, r.plugin_name || ':' || r.plugin_rule_key as rule, i.status, i.resolution, i.message,
      case when i.status = 'CLOSED' then null else i.line end as line, c.path, i.issue_type as type,
      i.issue_creation_date::text as created, i.issue_update_date::text as updated, i.issue_close_date::text as closed
    from public.issues i
      join public.rules r on r.uuid = i.rule_uuid
      join public.project_branches b on b.uuid = i.project_uuid
      join public.projects p on p.uuid = b.project_uuid
      left join public.components c on c.uuid = i.component_uuid and c.path is not null
    where not (i.issue_type = 4 and i.status = 'CLOSED')`)
  const types: Record<string, string> = { 1: 'CODE_SMELL', 2: 'BUG', 3: 'VULNERABILITY', 4: 'SECURITY_HOTSPOT' }
  const second = (text: unknown) => (text === null ? null : Math.floor(Number(text) / 1000) * 1000)
  return Object.fromEntries(
    rows.map(({ key, created, updated, closed, type, line, ...row }) => [
      String(key),
      {
        ...row,
        line: line === null ? null : Number(line),
        type: types[Number(type)],
        ...{ created: second(created), updated: second(updated), closed: second(closed) },
      },
    ]),
  )
}

/** The same of what was imported. */
export async function issuesImported(db: PrismaClient): Promise<Compared> {
  const where = { removedAt: null, qualityProject: { removedAt: null } }
  const rows = await db.qualityIssue.findMany({ where, include: { qualityProject: true } })
  return Object.fromEntries(
    rows.map((row) => [
      row.externalId,
      {
        ...{ project: row.qualityProject.projectKey, rule: row.rule, status: row.originalState },
        ...{ resolution: row.resolution, message: row.message, line: row.line, path: row.path, type: row.type },
        ...{ created: row.createdAt?.getTime() ?? null, updated: row.updatedAt?.getTime() ?? null },
        closed: row.closedAt?.getTime() ?? null,
      },
    ]),
  )
}

/** Measures of projects at each analysis, by project, analysis and metric. */
export async function measuresOfServer(db: PrismaClient, metrics: readonly string[]): Promise<Compared> {
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(
    `
    select p.kee as project, s.uuid as analysis, s.revision, m.name as metric, pm.value, pm.text_value, s.created_at::text as at
    from public.project_measures pm
      join public.metrics m on m.uuid = pm.metric_uuid
      join public.snapshots s on s.uuid = pm.analysis_uuid and s.status = 'P'
      join public.project_branches b on b.uuid = pm.component_uuid
      join public.projects p on p.uuid = b.project_uuid
    where m.name = any($1::text[]) and m.name not like 'new\\_%'`,
    metrics,
  )
  return Object.fromEntries(
    rows.map(({ project, analysis, metric, value, text_value, revision, at }) => [
      `${project} ${analysis} ${metric}`,
      {
        ...{ revision, analysedAt: Math.floor(Number(at) / 1000) * 1000 },
        value: metric === 'alert_status' || metric === 'quality_gate_details' ? text_value : Number(value),
      },
    ]),
  )
}

/** The same of what was imported. */
export async function measuresImported(db: PrismaClient): Promise<Compared> {
  const where = { isNewCode: false, qualityProject: { removedAt: null } }
  const rows = await db.qualityMeasure.findMany({ where })
  return Object.fromEntries(
    rows.map(({ projectKey, analysisKey, metric, value, textValue, revision, analysedAt }) => [
      `${projectKey} ${analysisKey} ${metric}`,
      { revision, analysedAt: analysedAt.getTime(), value: textValue ?? value },
    ]),
  )
}
