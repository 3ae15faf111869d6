import type { Octokit } from '@octokit/rest'

/**
 * An Octokit plugin that reads answers with the runtime's own JSON. Octokit looks at each value once more, for numbers
 * beyond 2^53, which GitHub has none of; on pages of a hundred records that takes most of the time and memory.
 */
export const readJson: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  octokit.hook.wrap('request', async (request, options) => {
    const answer = await request({ ...options, request: { ...options.request, parseSuccessResponseBody: false } })
    answer.data = isStream(answer.data) ? await parsed(answer.data) : answer.data
    return answer
  })
  return {}
}

/** The text of what is no JSON, as Octokit gives it; empty for what broke off. */
async function parsed(body: ReadableStream<Uint8Array>): Promise<unknown> {
  let text = ''
  try {
    text = await new Response(body).text()
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isStream(data: unknown): data is ReadableStream<Uint8Array> {
  return data instanceof ReadableStream
}
