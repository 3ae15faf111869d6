/** The provider packages that come with the command line, by name; each is loaded when a script of it runs. */
export const bundledModules: ReadonlyMap<string, () => Promise<object>> = new Map<string, () => Promise<object>>([
  ['@data-import/provider-git', () => import('@data-import/provider-git')],
  ['@data-import/provider-github', () => import('@data-import/provider-github')],
  ['@data-import/provider-gitlab', () => import('@data-import/provider-gitlab')],
  ['@data-import/provider-jenkins', () => import('@data-import/provider-jenkins')],
  ['@data-import/provider-circleci', () => import('@data-import/provider-circleci')],
  ['@data-import/provider-sonarqube', () => import('@data-import/provider-sonarqube')],
])
