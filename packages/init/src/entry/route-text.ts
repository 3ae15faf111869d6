/** Imports of the Node modules that {@link isSchedulerText} uses. */
export const cryptography = "import { createHash, timingSafeEqual } from 'node:crypto'"

/** Compares the scheduler's secret with the header `authorization` that was given. */
export const isSchedulerText = (
  isTypeScript: boolean,
) => `/** Whether whoever asks knows the secret of the scheduler. */
function isScheduler(given${isTypeScript ? ': string | null | undefined' : ''}) {
  const secret = process.env.CRON_SECRET
  if (!secret) console.error('CRON_SECRET is not set in this process, so every call is refused.')
  if (!secret || !given) return false
  // Digests have one length, and comparing them takes one time whatever was guessed.
  return timingSafeEqual(digest(given), digest(\`Bearer \${secret}\`))
}

function digest(text${isTypeScript ? ': string' : ''}) {
  return createHash('sha256').update(text).digest()
}
`

/** Runs a pass, and says of it what a scheduler may know. */
export const passText = (
  run = 'orchestrator.run',
) => `  const { status, reason, runs, unregistered } = await ${run}({ timeBudgetMs: 45_000 })
  const answer = {
    status,
    reason,
    runs: runs.map(({ dataSource, resource, status, errorMessage }) => ({ dataSource, resource, status, errorMessage })),
    unregistered: unregistered.map(({ dataSource, provider }) => ({ dataSource, provider })),
  }
`

/** How a route answers with a pass. */
export const webAnswer = '  return Response.json(answer)'

/**
 * A pass on request, of a framework that speaks in the `Request` and `Response` of the web.
 *
 * @param answer the statement that answers, such as {@link webAnswer}
 */
export const webPass = (
  answer: string,
) => `  if (!isScheduler(request.headers.get('authorization'))) return new Response('Unauthorized', { status: 401 })
${passText()}${answer}
}
`
