import { runOrchestrator } from '@crons/orchestrator'
import { Form, useNavigation } from 'react-router'
import { readOverview } from '~/overview.server'
import { requireLogin } from '~/require-login.server'
import { DataSources } from '~/sections/data-sources'
import { RecentRuns } from '~/sections/recent-runs'
import type { Route } from './+types/imports'

/** What a tab shows. */
export const meta: Route.MetaFunction = () => [{ title: 'Imports' }]

/** Reads what the page shows. */
export function loader() {
  return readOverview()
}

/** Runs a pass now. It stops at a checkpoint in time for the answer; the scheduler continues where it stopped. */
export async function action({ request }: Route.ActionArgs) {
  await requireLogin(request)
  const { status, unregistered } = await runOrchestrator({ force: true, timeBudgetMs: 20_000 })
  // What nobody provides is in no run.
  return { status, missing: unregistered.map(({ dataSource, provider }) => `${dataSource} (${provider})`) }
}

const answers = {
  completed: 'All that ran is complete.',
  partial: 'Some of it could not be imported: the runs below say why.',
  cancelled: 'There is more to import: the next pass continues.',
  busy: 'Another pass is running: nothing was done.',
}

/** Data sources and runs, and a button that runs a pass. */
export default function Imports({ loaderData, actionData }: Route.ComponentProps) {
  const isRunning = useNavigation().state !== 'idle'
  return (
    <main>
      <header>
        <h1>Imports</h1>
        <Form method="post">
          <button type="submit" disabled={isRunning}>
            {isRunning ? 'Importing…' : 'Import now'}
          </button>
        </Form>
        <p role="status" className="quiet">
          {actionData
            ? `${answers[actionData.status]} ${actionData.missing.map((name) => `Nobody provides ${name}.`).join(' ')}`
            : `${loaderData.services} services in the catalogue. All times are UTC.`}
        </p>
      </header>
      <DataSources sources={loaderData.sources} />
      <RecentRuns runs={loaderData.runs} />
    </main>
  )
}
