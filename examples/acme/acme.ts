import { startFakeCircleci } from '@data-import/fake-circleci'
import { type FakeRepository, startFakeGithub } from '@data-import/fake-github'
import { startFakeGitlab } from '@data-import/fake-gitlab'
import { startFakeJenkins } from '@data-import/fake-jenkins'
import { startFakeSonarqube } from '@data-import/fake-sonarqube'

/** What `data-import sources add` takes for each vendor. */
export type Sources = Readonly<Record<string, Readonly<Record<string, string>>>>

const hourMs = 3_600_000
const changes = 5
const daysBetween = 6

/** A pull request of two commits, opened the day before, approved and merged. @returns the commit by which it was merged */
async function changeOf(repository: FakeRepository, at: (hours: number) => Date): Promise<string> {
  const { number } = await repository.openPullRequest({ createdAt: at(-20), author: 'ada', commits: 2 })
  await repository.reviewPullRequest(number, { submittedAt: at(-3), author: 'grace' })
  const { mergeCommitOid } = await repository.mergePullRequest(number, { mergedAt: at(0), mergedBy: 'ada' })
  return mergeCommitOid ?? ''
}

/** What was released is bad: two hours later, what was there before is deployed again. */
async function rollBack(repository: FakeRepository, sha: string, at: (hours: number) => Date): Promise<void> {
  const { id } = await repository.deploy({ sha, createdAt: at(3) })
  await repository.setDeploymentStatus(id, { createdAt: at(3.1) })
}

/**
 * An organization at five vendors, on loopback. `web` lives on GitHub and is built by CircleCI, `shop` lives on GitHub and is built
 * by Jenkins, `api` lives on GitLab and is built there. SonarQube analyses all three.
 */
export async function startAcme() {
  const [github, gitlab, jenkins, circleci, sonarqube] = await Promise.all([
    startFakeGithub(),
    startFakeGitlab(),
    startFakeJenkins(),
    startFakeCircleci(),
    startFakeSonarqube({ flavor: '25' }),
  ])
  const owner = github.addOrganization('acme')
  const group = gitlab.addGroup('acme')
  const projects = circleci.addOrganization('gh/acme')
  const webPipelines = projects.addProject({ name: 'web' })
  jenkins.addJob('shop', { kind: 'freestyle', scmUrl: 'git@github.com:acme/shop.git' })
  const web = await owner.addRepository({ name: 'web' })
  const shop = await owner.addRepository({ name: 'shop' })
  const api = group.addProject({ path: 'api' })
  const [webQuality, shopQuality, apiQuality] = ['web', 'shop', 'api'].map((key) => sonarqube.addProject({ key }))

  for (const repository of [web, shop]) await repository.push({ committedAt: new Date(Date.now() - 40 * 24 * hourMs) })

  let goodSha = ''
  for (let change = changes; change > 0; change--) {
    const at = (hours: number) => new Date(Date.now() - change * daysBetween * 24 * hourMs + hours * hourMs)
    const coverage = String(90 - 2 * change)

    const webSha = await changeOf(web, at)
    webPipelines.run({ sha: webSha, createdAt: at(0.1), workflows: [{ createdAt: at(0.1), stoppedAt: at(0.3) }] })
    const webRelease = await web.deploy({ sha: webSha, createdAt: at(1) })
    await web.setDeploymentStatus(webRelease.id, { createdAt: at(1.1) })
    if (change === 2) await rollBack(web, goodSha, at)
    goodSha = webSha
    webQuality?.analyse({ date: at(0.4), revision: webSha, measures: { coverage } })

    const shopSha = await changeOf(shop, (hours) => at(hours + 1))
    const checkout = { remoteUrl: 'git@github.com:acme/shop.git', sha: shopSha, branch: 'origin/main', changes: [] }
    // The first try is red.
    jenkins.build('shop', { timestamp: at(1.2), durationMs: hourMs / 2, result: 'FAILURE', checkouts: [checkout] })
    jenkins.build('shop', { timestamp: at(2), durationMs: hourMs, checkouts: [checkout] })
    const shopRelease = await shop.deploy({ sha: shopSha, createdAt: at(8) })
    await shop.setDeploymentStatus(shopRelease.id, { createdAt: at(8.5) })
    shopQuality?.analyse({ date: at(3.1), revision: shopSha, measures: { coverage } })

    const apiSha = api.push({ committedAt: at(2) })
    const pipeline = api.startPipeline({ sha: apiSha, createdAt: at(2.1) })
    api.finishPipeline(pipeline, 'success', at(2.6))
    const apiRelease = api.deploy({ pipeline, createdAt: at(4) })
    api.setDeploymentStatus(apiRelease, 'success', at(4.2))
    apiQuality?.analyse({ date: at(2.7), revision: apiSha, measures: { coverage } })
  }

  const sources: Sources = {
    GITHUB: { GITHUB_API_URL: github.url, GITHUB_TOKEN: owner.token, GITHUB_ORG: owner.login },
    GITLAB: { GITLAB_URL: gitlab.url, GITLAB_TOKEN: group.token, GITLAB_GROUP: group.path },
    JENKINS: { JENKINS_URL: jenkins.url, JENKINS_USER: jenkins.user.id, JENKINS_TOKEN: jenkins.user.token },
    CIRCLECI: { CIRCLECI_URL: circleci.url, CIRCLECI_TOKEN: projects.token, CIRCLECI_PROJECTS: 'gh/acme/web' },
    SONARQUBE: { SONARQUBE_URL: sonarqube.url, SONARQUBE_TOKEN: sonarqube.token },
  }
  const close = async () => {
    await Promise.all([github, gitlab, jenkins, circleci, sonarqube].map((server) => server.close()))
  }
  return { sources, close }
}
