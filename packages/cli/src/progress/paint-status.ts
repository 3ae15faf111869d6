import type { Look } from '../terminal/screen.js'

/** Colours a status by how well things are. */
export function paintStatus(colors: Look['colors'], status: string, text = status): string {
  const [word = ''] = status.trim().split(' ')
  if (['COMPLETED', 'COMPLETE', 'ok'].includes(word)) return colors.green(text)
  if (['FAILED', 'UNAVAILABLE', 'died', 'error'].includes(word)) return colors.red(text)
  return colors.yellow(text)
}
