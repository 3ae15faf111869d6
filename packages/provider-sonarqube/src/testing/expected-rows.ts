import {
  type AnalysisState,
  type FakeProject,
  type FakeSonarqube,
  type IssueState,
  presentMeasures,
} from '@data-import/fake-sonarqube'
import { defaultMetrics } from '../settings/default-metrics.js'

/** Rows by kind and external id, with external ids in place of references. */
export type Rows = Record<string, Record<string, Record<string, unknown>>>

/** What a complete import has, by what the fake knows and not by what it answers. */
export function expectedRows(sonarqube: FakeSonarqube, metrics: readonly string[] = defaultMetrics): Rows {
  const rows: Rows = { qualityProject: {}, qualityMeasure: {}, qualityIssue: {} }
  for (const project of sonarqube.projects()) {
    const id = idOf(sonarqube, project)
    rows.qualityProject = { ...rows.qualityProject, [id]: projectRow(sonarqube, project) }
    Object.assign(rows.qualityMeasure ?? {}, measures(project, id, metrics))
    Object.assign(rows.qualityIssue ?? {}, issues(sonarqube, project, id), hotspots(sonarqube, project, id))
  }
  return rows
}

function idOf({ flavor }: FakeSonarqube, { uuid, key }: FakeProject): string {
  return flavor === '25' ? uuid : key
}

function projectRow({ url }: FakeSonarqube, { state }: FakeProject) {
  return {
    projectKey: state.key,
    name: state.name,
    isPrivate: state.isPrivate,
    url: `${url}/dashboard?id=${encodeURIComponent(state.key)}`,
    analysedAt: state.isLastDeleted ? null : (state.analyses.at(-1)?.date ?? null),
    repositoryId: null,
    remoteKey: null,
    createdAt: null,
  }
}

const texts = new Set(['alert_status', 'quality_gate_details'])

function measures({ state }: FakeProject, id: string, metrics: readonly string[]) {
  const newest = state.analyses.reduce<AnalysisState | null>(
    (last, one) => (last && last.date > one.date ? last : one),
    null,
  )
  const rows: Record<string, Record<string, unknown>> = {}
  for (const analysis of state.analyses) {
    const present = analysis === newest ? presentMeasures(state) : new Map<string, string>()
    for (const metric of metrics) {
      const isNewCode = metric.startsWith('new_')
      const text = (isNewCode ? present : analysis.measures).get(metric)
      if (text === undefined) continue
      rows[`${id}:${analysis.key}:${metric}`] = {
        ...{ qualityProjectId: id, projectKey: state.key, branch: null, analysisKey: analysis.key },
        ...{ analysedAt: analysis.date, revision: analysis.revision, metric, isNewCode },
        value: texts.has(metric) ? null : Number(text),
        textValue: texts.has(metric) ? text : null,
        gateStatus: analysis.gate,
      }
    }
  }
  return rows
}

function issues(sonarqube: FakeSonarqube, { state }: FakeProject, id: string) {
  return Object.fromEntries(
    [...state.issues.values()].map((issue) => [issue.key, issueRow(sonarqube, issue, { key: state.key, id })]),
  )
}

function issueRow({ url }: FakeSonarqube, issue: IssueState, project: { key: string; id: string }) {
  return {
    ...{ qualityProjectId: project.id, branch: null, rule: issue.rule, type: issue.type, severity: issue.severity },
    state: ['OPEN', 'CONFIRMED', 'REOPENED'].includes(issue.status) ? 'OPEN' : 'CLOSED',
    ...{ originalState: issue.status, resolution: issue.resolution, message: issue.message, path: issue.path },
    line: issue.status === 'CLOSED' ? null : issue.line,
    assigneeId: issue.assignee,
    authorId: issue.author.includes('@') ? `email:${issue.author.toLowerCase()}` : null,
    authorName: issue.author === '' ? null : issue.author,
    effortMinutes: issue.effortMinutes,
    url: `${url}/project/issues?id=${encodeURIComponent(project.key)}&open=${issue.key}`,
    ...{ createdAt: issue.createdAt, updatedAt: issue.updatedAt, closedAt: issue.closedAt },
  }
}

function hotspots({ url }: FakeSonarqube, { state }: FakeProject, id: string) {
  return Object.fromEntries(
    [...state.hotspots.values()].map((hotspot) => [
      hotspot.key,
      {
        ...{ qualityProjectId: id, branch: null, rule: hotspot.rule, type: 'SECURITY_HOTSPOT' },
        severity: hotspot.probability,
        state: hotspot.status === 'TO_REVIEW' ? 'OPEN' : 'CLOSED',
        ...{ originalState: hotspot.status, resolution: hotspot.resolution, message: hotspot.message },
        ...{ path: hotspot.path, line: hotspot.line, assigneeId: null, effortMinutes: null, closedAt: null },
        authorId: hotspot.author === '' ? null : `email:${hotspot.author}`,
        authorName: hotspot.author === '' ? null : hotspot.author,
        url: `${url}/security_hotspots?id=${encodeURIComponent(state.key)}&hotspots=${hotspot.key}`,
        ...{ createdAt: hotspot.createdAt, updatedAt: hotspot.updatedAt },
      },
    ]),
  )
}
