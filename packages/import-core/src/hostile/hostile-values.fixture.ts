import fc from 'fast-check'

/** Texts that something can't hold: NUL, half a surrogate pair, controls, what SQL and JSON give a meaning to, much of it. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\0', '\ud800', '\udc00', '"', "'", '\\', '{', '}', ',', '$1', '\n', '\u2028', '😀', 'é'),
  }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    'NULL',
    '\'; DROP TABLE data."DataSource"; --',
    '\\u0000',
    'NaN',
  ),
  fc.nat(20_000).map((length) => 'x'.repeat(length)),
)

/** Anything that a vendor's JSON or a careless script may have where something else belongs. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withNullPrototype: true,
    withSparseArray: true,
    withMap: true,
    withTypedArray: true,
  }),
  hostileText,
  fc.constantFrom(
    Symbol('odd'),
    () => 1,
    new Date(Number.NaN),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 63,
    10n ** 40n,
  ),
  fc.constantFrom(200, 2_000).map(nested),
  fc
    .constantFrom('{"__proto__": {"polluted": true}}', '{"constructor": {"prototype": {"polluted": true}}}')
    .map((text) => JSON.parse(text) as unknown),
  fc.constant(null).map(cyclic),
  fc.constant(null).map(throwing),
)

/** Arrays and objects in one another; deeper than some thousands nobody can write as JSON. */
export function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function cyclic(): unknown {
  const value: Record<string, unknown> = {}
  value.self = value
  return value
}

/** Whoever looks at it gets an error, but for the symbols by which fast-check looks whether it may copy it. */
function throwing(): unknown {
  const fail = (_target: object, key: string | symbol) => {
    if (typeof key === 'symbol') return undefined
    throw new Error('it can not be read')
  }
  return new Proxy({}, { get: fail, getOwnPropertyDescriptor: fail })
}
