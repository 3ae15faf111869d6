import { dashboard } from '~/dashboard.server'
import type { Route } from './+types/imports'

/** What is imported, what is not and why; `/health` and `/metrics` as well. */
export const loader = ({ request }: Route.LoaderArgs) => dashboard(request)

/** Its buttons. */
export const action = ({ request }: Route.ActionArgs) => dashboard(request)
