import { isDeep } from './random-runs.js'

/**
 * Those of many like cases that every check runs, chosen by the name that each begins with; the deep suite runs all of them.
 *
 * @throws for a name that no case has, or the sample would shrink unseen when one is renamed.
 */
export function sampledCases<Case extends readonly unknown[]>(
  cases: readonly Case[],
  ...sample: readonly NoInfer<Case[0]>[]
): readonly Case[] {
  const unknown = sample.filter((name) => !cases.some(([own]) => own === name))
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}.`)
  return isDeep ? cases : cases.filter(([name]) => sample.includes(name))
}
