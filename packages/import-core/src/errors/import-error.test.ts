import { describe, expect, it, vi } from 'vitest'
import { HttpError } from './http-error.js'
import * as errors from './import-error.js'
import { ImportError, TransientError } from './import-error.js'

type Module = typeof errors & { HttpError: typeof HttpError }

/** As a second installed copy of the package has it. */
async function loadCopy(): Promise<Module> {
  vi.resetModules()
  const [copy, http] = await Promise.all([import('./import-error.js'), import('./http-error.js')])
  return { ...copy, HttpError: http.HttpError }
}

const own: Module = { ...errors, HttpError }
const copy = await loadCopy()

const makers = {
  ConfigurationError: (from: Module) => new from.ConfigurationError('x'),
  TableMismatchError: (from: Module) => new from.TableMismatchError('x'),
  TransientError: (from: Module) => new from.TransientError('x'),
  QuotaExhaustedError: (from: Module) => new from.QuotaExhaustedError('x'),
  LockLostError: (from: Module) => new from.LockLostError('x'),
  PassStoppedError: (from: Module) => new from.PassStoppedError('x'),
  ScriptTimeoutError: (from: Module) => new from.ScriptTimeoutError('x'),
  HttpError: (from: Module) => new from.HttpError('x', { status: 404 }),
}
const names = Object.keys(makers) as (keyof typeof makers)[]
const copies: [what: string, asks: Module, makes: Module][] = [
  ['one copy', own, own],
  ['an error of another copy', own, copy],
  ['the class of another copy', copy, own],
]

describe.each(copies)('isInstance with %s', (_, asks, makes) => {
  it.each(names)('knows a %s, and takes it for no other', (name) => {
    const error = makers[name](makes)
    expect(names.filter((other) => asks[other].isInstance(error))).toEqual([name])
  })

  it('of the base knows all of them', () => {
    expect(names.filter((name) => asks.ImportError.isInstance(makers[name](makes)))).toEqual(names)
  })
})

describe('isInstance', () => {
  it('is tried with every class that is exported', () => {
    const classes = Object.entries(own).filter(([, value]) => value.prototype instanceof Error)
    expect(classes.map(([name]) => name).sort()).toEqual([...names, 'ImportError'].sort())
    expect(copy.TransientError).not.toBe(TransientError)
  })

  it('knows the errors of classes below, also those of another copy, and not the other way round', () => {
    class Unreachable extends TransientError {}
    class UnreachableThere extends copy.TransientError {}
    for (const error of [new Unreachable('x'), new UnreachableThere('x')]) {
      expect(TransientError.isInstance(error)).toBe(true)
      expect(copy.TransientError.isInstance(error)).toBe(true)
      expect(errors.ConfigurationError.isInstance(error)).toBe(false)
    }
    expect(Unreachable.isInstance(new TransientError('x'))).toBe(false)
    expect(Unreachable.isInstance(new Unreachable('x'))).toBe(true)
    expect(Unreachable.isInstance(new (class extends TransientError {})('x'))).toBe(false)
  })

  it('may be handed over as it is', () => {
    const all: unknown[] = [new TransientError('x'), new errors.ConfigurationError('x'), new Error('x'), null, 'x', {}]
    expect(all.filter(TransientError.isInstance)).toHaveLength(1)
    expect(all.filter(ImportError.isInstance)).toHaveLength(2)
  })

  it("doesn't hang on the name of an error, which anybody may set", () => {
    const error = Object.assign(new TransientError('x'), { name: 'QuotaExhaustedError', skipReason: 'none' })
    expect(errors.QuotaExhaustedError.isInstance(error)).toBe(false)
    expect(HttpError.isInstance(error)).toBe(false)
    expect(Object.keys(new TransientError('x'))).not.toContain('Symbol(@data-import/core/error)')
  })
})
