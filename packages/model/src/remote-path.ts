/**
 * The path of a repository as all addresses of its host have it, and the host where an address names it otherwise.
 * Null for a path that leads to no repository.
 */
export function canonicalPath(host: string, path: string): { host: string; path: string } | null {
  const plain = decoded(path)
    .replaceAll(/\/{2,}/g, '/')
    .replaceAll(/^\/|\/$/g, '')
    .replace(/\.git$/i, '')
  // No vendor has "@" in a path: it is the end of a password that wasn't encoded, which must not be stored.
  if (plain === '' || plain.includes('@') || /\p{Cc}/u.test(plain)) return null
  const [, organization] = /^([^.]+)\.visualstudio\.com$/.exec(host) ?? []
  if (organization !== undefined) {
    return { host: 'dev.azure.com', path: azurePath(`${organization}/${plain.replace(/^DefaultCollection\//i, '')}`) }
  }
  if (host === 'dev.azure.com') return { host, path: azurePath(plain) }
  const [, project, repository] = /^scm\/([^/]+)\/([^/]+)$/i.exec(plain) ?? []
  // Bitbucket Data Center has projects in capitals on the web and in small letters by ssh, and takes both.
  if (project !== undefined) return { host, path: `${project}/${repository}`.toLowerCase() }
  return { host, path: plain }
}

/** `v3/o/p/r` by ssh and `o/p/_git/r` on the web; a repository that is called like its project leaves the project out. */
function azurePath(path: string): string {
  const segments = path.replace(/^v3\//i, '').split('/')
  const mark = segments.indexOf('_git')
  if (mark < 0) return segments.join('/')
  const [organization = '', ...rest] = segments.filter((_, index) => index !== mark)
  return [organization, ...(rest.length === 1 ? [rest[0], rest[0]] : rest)].join('/')
}

/** Once: a name may have "%25" in it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
