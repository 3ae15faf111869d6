const made = String.raw`new\s+(?:\w+\.)?PrismaClient\b`
const stated = /\b(?:(?:const|let|var)\s+)?([A-Za-z_$][\w$]*)[ \t]*(?::([^=;\n]+))?=(?![=>])[ \t]*/g
const declaredFunction = /\bfunction\s+([A-Za-z_$][\w$]*)/g

/** Names by which a module exports a Prisma client that it made; `default` for its default export. */
export function clientExports(source: string): string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|(?<!\S)\/\/.*$/gm, '')
  const { clients, factories } = clientNames(text)
  const isClient = (expression: string) => isMade(expression, clients, factories)
  const declared = [...text.matchAll(/\bexport\s+(?:const|let|var)\s+([\w$]+)/g)].flatMap(([, name = '']) =>
    clients.has(name) ? [name] : [],
  )
  const listed = [...text.matchAll(/\bexport\s*\{([^}]*)\}(?!\s*from)|\bmodule\.exports\s*=\s*\{([^}]*)\}/g)].flatMap(
    ([, list = '', object = '']) => [...entries(list, /\s+as\s+/), ...entries(object, /\s*:\s*/).map(swap)],
  )
  const assigned = [...text.matchAll(/\b(?:module\.)?exports\.([\w$]+)\s*=/g)].flatMap((match) =>
    isClient(expressionAt(text, match.index + match[0].length)) ? [match[1] ?? ''] : [],
  )
  const whole = [...text.matchAll(/\bexport\s+default\s+|\bmodule\.exports\s*=\s*/g)].flatMap((match) =>
    isClient(expressionAt(text, match.index + match[0].length)) ? ['default'] : [],
  )
  return [...declared, ...listed.filter(([local]) => isClient(local)).map(([, name]) => name), ...assigned, ...whole]
}

/** Variables that hold a client, and functions that return a new one. */
function clientNames(text: string): { clients: Set<string>; factories: Set<string> } {
  const clients = new Set<string>()
  const factories = new Set<string>()
  const statements = [
    ...[...text.matchAll(stated)].map(({ index, 0: { length }, 1: name = '', 2: type = '' }) => ({
      ...{ index, name, type },
      expression: expressionAt(text, index + length),
    })),
    ...[...text.matchAll(declaredFunction)].map(({ index, 1: name = '' }) => ({
      ...{ index, name, type: '' },
      expression: `function ${expressionAt(text, text.indexOf('(', index))}`,
    })),
  ]
  for (const { name, type, expression } of statements.sort((a, b) => a.index - b.index)) {
    if (isFunction(expression)) {
      const returned = /(?:=>|\breturn)\s*\(?\s*([\w$]+)\b(?!\s*[.(])/.exec(expression)?.[1] ?? ''
      if (new RegExp(`(?:=>|\\breturn)\\s*\\(?\\s*${made}`).test(expression) || clients.has(returned))
        factories.add(name)
    } else if (/^\s*PrismaClient\s*$/.test(type) || isMade(expression, clients, factories)) clients.add(name)
  }
  return { clients, factories }
}

/** Whether an expression is a client in one of its alternatives (`kept ?? new PrismaClient()`), extended or not. */
function isMade(expression: string, clients: ReadonlySet<string>, factories: ReadonlySet<string>): boolean {
  if (isFunction(expression)) return false
  return alternatives(expression).some((alternative) => {
    const bare = alternative.replace(/^[\s(]+/, '')
    const name = /^[\w$]+/.exec(bare)?.[0] ?? ''
    const rest = bare.slice(name.length).replace(/\s+as\s[\s\S]*$/, '')
    if (new RegExp(`^${made}`).test(bare)) return true
    if (clients.has(name)) return /^[\s)]*(?:\.\s*\$extends\b[\s\S]*)?$/.test(rest)
    if (factories.has(name)) return rest.startsWith('(')
    // Kept under a name across reloads: `singleton('prisma', () => new PrismaClient())`.
    return new RegExp(`^\\(\\s*(?:'[^']*'|"[^"]*")\\s*,\\s*\\(\\)\\s*=>[\\s\\S]*${made}`).test(rest)
  })
}

/** Between operators that aren't inside of an argument, an object or a list. */
function alternatives(expression: string): string[] {
  const parts: string[] = ['']
  const brackets: ('group' | 'inside')[] = []
  for (const [index, character] of [...expression].entries()) {
    const before = expression.slice(0, index).trimEnd()
    if ('([{'.includes(character)) brackets.push(character === '(' && !/[\w$)\]>]$/.test(before) ? 'group' : 'inside')
    if (')]}'.includes(character)) brackets.pop()
    const isOperator = '?|&:='.includes(character) && expression.charAt(index + 1) !== '.'
    if (isOperator && !brackets.includes('inside')) parts.push('')
    else parts.push((parts.pop() ?? '') + character)
  }
  return parts
}

function isFunction(expression: string): boolean {
  return /^\s*(?:async\s+)?(?:function\b|\([^()]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>)/.test(expression)
}

/** Up to the end of the statement: a `;`, or a line's end outside of brackets after which none continues. */
function expressionAt(text: string, start: number): string {
  let depth = 0
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index)
    if ('([{'.includes(character)) depth += 1
    if (')]}'.includes(character)) depth -= 1
    if (depth < 0 || (depth === 0 && character === ';')) return text.slice(start, index)
    if (depth > 0 || character !== '\n') continue
    const goesOn = /[?|&=:(,]\s*$|=>\s*$/.test(text.slice(start, index)) || /^\s*[.?|&:)]/.test(text.slice(index))
    if (!goesOn && text.slice(start, index).trim() !== '') return text.slice(start, index)
  }
  return text.slice(start)
}

function entries(list: string, separator: RegExp): [string, string][] {
  return list.split(',').map((each): [string, string] => {
    const [first = '', second = first] = each.trim().split(separator)
    return [first, second]
  })
}

function swap([exported, local]: [string, string]): [string, string] {
  return [local, exported]
}
