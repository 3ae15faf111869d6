import type { FakeJenkins } from '@data-import/fake-jenkins'

/** Each folder, job, build, its stages and its tests, one request after the other, as a plain script would. */
export async function readOneByOne({ url, user }: FakeJenkins, since: Date | null): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(`${user.id}:${user.token}`).toString('base64')}` }
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers })
    return response.ok ? ((await response.json()) as Answer) : {}
  }
  const walk = async (folder: string): Promise<void> => {
    for (const { name, color } of (await get(`${folder}/api/json?tree=jobs[name,color]`)).jobs ?? []) {
      const path = `${folder}/job/${encodeURIComponent(name)}`
      if (color === undefined) await walk(path)
      else await readBuilds(path)
    }
  }
  const readBuilds = async (path: string) => {
    for (const { number, timestamp } of (await get(`${path}/api/json?tree=builds[number,timestamp]`)).builds ?? []) {
      if (since !== null && timestamp < since.getTime()) continue
      for (const what of ['api/json', 'wfapi/describe', 'testReport/api/json']) await get(`${path}/${number}/${what}`)
    }
  }
  await walk('')
}

interface Answer {
  jobs?: { name: string; color?: string }[]
  builds?: { number: number; timestamp: number }[]
}
