/** An object as the API exports it; its values are only computed when they are asked for. */
export interface Bean {
  /** Null for an object that exports nothing, which is shown as `{}`. */
  readonly _class: string | null
  readonly values: Readonly<Record<string, () => BeanValue>>
  /** Names that are also shown where the object is inside another and no tree says more. */
  readonly brief?: readonly string[]
  /** Names that are shown only when a tree names them. */
  readonly hidden?: readonly string[]
}

/** What a bean holds. */
export type BeanValue = string | number | boolean | null | Bean | readonly BeanValue[]

export function isBean(value: BeanValue): value is Bean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
