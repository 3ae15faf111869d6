/** Hours of a day in SonarQube's durations: https://docs.sonarsource.com/sonarqube-server/latest/instance-administration/analysis-functions/metrics-parameters/ */
const hoursInDay = 8

/** Minutes of a duration such as `1h30min`, `2d` or `0min`; null for what is none. */
export function minutesOf(given: unknown): number | null {
  if (typeof given === 'number') return Number.isSafeInteger(given) ? given : null
  if (typeof given !== 'string') return null
  const [, days, hours, minutes] = /^\s*(?:(\d{1,6})d)?\s*(?:(\d{1,6})h)?\s*(?:(\d{1,9})min)?\s*$/.exec(given) ?? []
  if (days === undefined && hours === undefined && minutes === undefined) return null
  const total = (Number(days ?? 0) * hoursInDay + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)
  return total <= 2 ** 31 - 1 ? total : null
}
