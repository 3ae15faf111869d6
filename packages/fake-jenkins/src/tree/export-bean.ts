import { type Bean, type BeanValue, isBean } from './bean.js'
import type { Selection, Tree } from './parse-tree.js'

/** JSON as the API writes it. */
export type Exported = string | number | boolean | null | Exported[] | { [name: string]: Exported }

/**
 * What a tree asks for of a bean. Names that it doesn't have are ignored, as the server does; `_class` comes in any case.
 * @param tree null: everything that is not hidden, and what is inside in brief
 */
export function exportBean(bean: Bean, tree: Tree | null, depth = 0): Exported {
  const exported: Record<string, Exported> = bean._class === null ? {} : { _class: bean._class }
  for (const [name, value] of Object.entries(bean.values)) {
    const selection = selectionOf(bean, name, tree)
    if (selection) exported[name] = exportValue(value(), selection, depth)
  }
  return exported
}

const everything: Selection = { inside: null, range: null }

function selectionOf({ hidden = [] }: Bean, name: string, tree: Tree | null): Selection | undefined {
  const isShown = !hidden.includes(name)
  if (tree === null) return isShown ? everything : undefined
  return tree.get(name) ?? (isShown ? tree.get('*') : undefined)
}

function exportValue(value: BeanValue, selection: Selection, depth: number): Exported {
  if (Array.isArray(value)) {
    const { from, to } = selection.range ?? { from: 0, to: value.length }
    return value.slice(from, to).map((one) => exportValue(one, { ...selection, range: null }, depth))
  }
  if (!isBean(value as BeanValue)) return value as Exported
  const bean = value as Bean
  if (selection.inside !== null) return exportBean(bean, selection.inside, depth)
  return depth > 0 ? exportBean(bean, null, depth - 1) : inBrief(bean)
}

function inBrief(bean: Bean): Exported {
  const names = bean.brief ?? Object.keys(bean.values).filter((name) => !(bean.hidden ?? []).includes(name))
  return exportBean(bean, new Map(names.map((name) => [name, everything])))
}
