import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace
const zone = process.env.TZ

beforeAll(async () => {
  database = await createTestDatabase()
  await database.db.$executeRawUnsafe(`CREATE TYPE mood AS ENUM ('sad', 'so, so')`)
  await database.db.$executeRawUnsafe('CREATE DOMAIN points AS integer')
  await database.db.$executeRawUnsafe('CREATE DOMAIN tags AS text[]')
  workspace = await createWorkspace({ DATABASE_URL: database.url })
})

beforeEach(() => () => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

const sql = (...argv: string[]) => workspace.run(['sql', ...argv])

/** Each value as Postgres prints it, and as JSON has it where that is another. */
const values: [expression: string, printed: string, json?: unknown][] = [
  [`date '2026-01-01'`, '2026-01-01'],
  [`date '0044-03-15 BC'`, '0044-03-15 BC'],
  [`date 'infinity'`, 'infinity'],
  [`timestamp '2026-03-29 02:30:00.123456'`, '2026-03-29 02:30:00.123456'],
  [`timestamptz '2026-01-01 00:00:00.000001+00'`, '2026-01-01 00:00:00.000001+00'],
  [`time '23:59:59.999999'`, '23:59:59.999999'],
  [`interval '1 year 2 mons -3 days 04:05:06.7'`, '1 year 2 mons -3 days +04:05:06.7'],
  [`9007199254740991::bigint`, '9007199254740991', 9007199254740991],
  [`-9223372036854775808`, '-9223372036854775808'],
  [`0.1000000000000000000000000000000001::numeric`, '0.1000000000000000000000000000000001'],
  [`1.50::numeric`, '1.50'],
  [`'NaN'::numeric`, 'NaN'],
  [`0.1::float8 + 0.2`, '0.30000000000000004', 0.30000000000000004],
  [`1e300::float8`, '1e+300', 1e300],
  [`0.1::float4`, '0.1', 0.1],
  [`'-Infinity'::float8`, '-Infinity'],
  [`'\\x00ff'::bytea`, '\\x00ff'],
  ['true', 't', true],
  [`''`, ''],
  ['7::points', '7', 7],
  [`'so, so'::mood`, 'so, so'],
  [`'10.0.0.1/8'::inet`, '10.0.0.1/8'],
  [`point '(1,2)'`, '(1,2)'],
  [`int4range(1, 5)`, '[1,5)'],
  [`ROW(1, 'a b')`, '(1,"a b")'],
  [`ARRAY[1, NULL, 3]`, '{1,NULL,3}', [1, null, 3]],
  [
    `ARRAY[[1, 2], [3, 4]]`,
    '{{1,2},{3,4}}',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [`'{}'::int[]`, '{}', []],
  [
    `ARRAY['a,b', 'c"d', 'e\\f', '', 'NULL', NULL]`,
    '{"a,b","c\\"d","e\\\\f","","NULL",NULL}',
    ['a,b', 'c"d', 'e\\f', '', 'NULL', null],
  ],
  [`ARRAY[date '2026-01-01']`, '{2026-01-01}', ['2026-01-01']],
  [`ARRAY[9007199254740993]`, '{9007199254740993}', ['9007199254740993']],
  [`ARRAY['so, so', 'sad']::mood[]`, '{"so, so",sad}', ['so, so', 'sad']],
  [`ARRAY[7]::points[]`, '{7}', [7]],
  [`ARRAY['a']::tags`, '{a}', ['a']],
  [`ARRAY['{"a":1}'::jsonb]`, '{"{\\"a\\": 1}"}', [{ a: 1 }]],
  [`ARRAY[box '(1,1),(0,0)', box '(2,2),(0,0)']`, '{(1,1),(0,0);(2,2),(0,0)}', ['(1,1),(0,0)', '(2,2),(0,0)']],
  [`'[0:1]={1,2}'::int[]`, '[0:1]={1,2}'],
  [`'{"b": [1.0, null], "a": "x"}'::json`, '{"b": [1.0, null], "a": "x"}', { b: [1, null], a: 'x' }],
]
const query = `SELECT ${values.map(([expression], index) => `${expression} AS v${index}`).join(', ')}`

for (const timeZone of ['Asia/Tokyo', 'America/New_York', 'UTC']) {
  test(`JSON shows what Postgres prints on a machine in ${timeZone}`, async () => {
    process.env.TZ = timeZone
    await database.db.$executeRawUnsafe('SELECT 1')
    const [row] = (await sql('--json', query)).json<Record<string, unknown>[]>()
    values.forEach(([expression, printed, json], index) => {
      expect(row?.[`v${index}`], expression).toEqual(json === undefined ? printed : json)
    })
    const csv = await sql('--csv', `SELECT ${values[0]?.[0]} AS d, ${values[3]?.[0]} AS t, ${values[9]?.[0]} AS n`)
    expect(csv.stdout).toBe(`d,t,n\n${values[0]?.[1]},${values[3]?.[1]},${values[9]?.[1]}\n`)
  })
}

test('JSON in JSON keeps its digits', async () => {
  const { stdout } = await sql('--json', `SELECT '{"n": 12345678901234567890.10}'::jsonb AS j`)
  expect(stdout).toContain('{"n": 12345678901234567890.10}')
  expect(() => JSON.parse(stdout)).not.toThrow()
})

test("a database's settings cost no digits and make no date ambiguous", async () => {
  const name = new URL(database.url).pathname.slice(1)
  for (const setting of [
    `datestyle = 'German, DMY'`,
    `extra_float_digits = -10`,
    `intervalstyle = 'sql_standard'`,
    `bytea_output = 'escape'`,
  ]) {
    await database.db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET ${setting}`)
  }
  const statement = `SELECT date '2026-02-01' AS d, 0.1::float8 + 0.2 AS f, '\\x00ff'::bytea AS b, interval '1 day' AS i`
  const expected = { d: '2026-02-01', f: 0.30000000000000004, b: '\\x00ff', i: '1 day' }
  expect((await sql('--json', statement)).json()).toEqual([expected])
  expect((await sql('--csv', statement)).stdout).toBe('d,f,b,i\n2026-02-01,0.30000000000000004,\\x00ff,1 day\n')
})

test('no rows are an empty list, and no columns empty objects', async () => {
  expect((await sql('--json', 'SELECT 1 AS one WHERE false')).json()).toEqual([])
  expect((await sql('--json', 'CREATE TABLE t (a int)', '--write')).json()).toMatchObject({ command: 'CREATE' })
})
