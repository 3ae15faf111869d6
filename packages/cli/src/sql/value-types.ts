import type { Client } from 'pg'

/** The properties of a type that decide how JSON shows its values. */
export interface ValueType {
  /** The type behind a domain, otherwise the type itself. */
  base: number
  /** The type of its elements, if it is an array. */
  element: number | null
  /** Between elements: `,`, and `;` for boxes. */
  delimiter: string
}

/** Reads types by OID, with those of their elements: only the catalogue knows enums, domains and extensions. */
export async function valueTypes(client: Client, oids: readonly number[]): Promise<ReadonlyMap<number, ValueType>> {
  const { rows } = await client.query<ValueType & { oid: number }>(
    `WITH RECURSIVE found AS (
       SELECT type.* FROM pg_catalog.pg_type AS type WHERE type.oid = ANY ($1::oid[])
       UNION ALL
       SELECT type.* FROM found JOIN pg_catalog.pg_type AS type
         ON type.oid = CASE WHEN found.typtype = 'd' THEN found.typbasetype ELSE found.typelem END
       WHERE found.typtype = 'd' OR found.typinput = 'pg_catalog.array_in'::regproc)
     SELECT DISTINCT oid, CASE WHEN typtype = 'd' THEN typbasetype ELSE oid END AS base,
       CASE WHEN typinput = 'pg_catalog.array_in'::regproc THEN typelem END AS element, typdelim::text AS delimiter
     FROM found`,
    [[...new Set(oids)]],
  )
  return new Map(rows.map(({ oid, ...type }) => [oid, type]))
}
