/**
 * Asks for what may have been deleted since it was listed; undefined where it is gone. One 404 isn't believed: right after a change, a copy
 * of GitLab's database may not have it yet. https://docs.gitlab.com/administration/postgresql/database_load_balancing/
 */
export async function unlessGone<Answer>(
  ask: (isAnew: boolean) => Promise<Answer | null | undefined>,
): Promise<Answer | undefined> {
  return (await ask(false)) ?? (await ask(true)) ?? undefined
}
