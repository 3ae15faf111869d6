/** Levels of folders in one question: an organisation folder in a folder has its branches at the third. */
export const mostLevels = 4

/** Items of one folder in one answer. */
export const itemsPerPage = 1_000

/** Whether builds show their tests is seen in the newest ones. */
const ofItem =
  '_class,name,fullName,url,color,buildable,scm[userRemoteConfigs[url]],actions[objectUrl],lastBuild[number,timestamp,actions[urlName,totalCount]]'

/** What is asked for of a folder: its items, and theirs, so many levels deep. At the last one it only shows which have any. */
export function listingTree(levels: number, from: number, to: number, besides = ''): string {
  const item = `${ofItem}${besides}`
  let inside = 'jobs[name]{0,1}'
  for (let level = 1; level < levels; level += 1) inside = `jobs[${item},${inside}]{0,${itemsPerPage}}`
  return `jobs[${item},${inside}]{${from},${to}}`
}
