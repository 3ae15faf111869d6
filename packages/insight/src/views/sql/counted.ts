/** The columns of a gap between its figure and what to do, of a query that names them so. */
export function counted(unit: string): string {
  return `organization_id, "where", n, n_unknown, '${unit}' as unit, reason, since`
}
