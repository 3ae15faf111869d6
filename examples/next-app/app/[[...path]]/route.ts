import { dashboard } from '@/lib/dashboard'

/** What is imported, what is not and why; `/health` and `/metrics` as well. */
export { dashboard as GET, dashboard as POST }
