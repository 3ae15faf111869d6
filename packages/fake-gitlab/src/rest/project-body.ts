import { type FakeProject, type Feature, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'

/** A project: https://docs.gitlab.com/api/projects/ */
export function projectBody(world: World, project: FakeProject) {
  const path = fullPath(project)
  const level = (feature: Feature) => {
    const given = project.features.get(feature) ?? 'enabled'
    return given === 'refused' ? 'private' : given
  }
  const isOn = (feature: Feature) => level(feature) !== 'disabled'
  const url = `${world.webUrl}/${path}`
  const isEmpty = project.graph.branches.size === 0
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${project.namespace} / ${project.name}`,
    path: project.path,
    path_with_namespace: path,
    created_at: project.createdAt.toISOString(),
    default_branch: isEmpty ? null : project.defaultBranch,
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@gitlab.example:${path}.git`,
    http_url_to_repo: `${url}.git`,
    web_url: url,
    forks_count: project.forks,
    star_count: project.stars,
    last_activity_at: project.lastActivityAt.toISOString(),
    updated_at: project.updatedAt.toISOString(),
    namespace: { id: 1, name: project.namespace, path: project.namespace, kind: 'group', full_path: project.namespace },
    empty_repo: isEmpty,
    archived: project.isArchived,
    visibility: project.visibility,
    issues_enabled: isOn('issues'),
    merge_requests_enabled: isOn('merge_requests'),
    jobs_enabled: isOn('builds'),
    repository_access_level: level('repository'),
    issues_access_level: level('issues'),
    merge_requests_access_level: level('merge_requests'),
    builds_access_level: level('builds'),
    releases_access_level: level('releases'),
    environments_access_level: level('environments'),
    ...(project.forkedFrom !== null && { forked_from_project: { id: project.forkedFrom } }),
  }
}
