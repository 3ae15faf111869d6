import { expect } from 'vitest'
import type { Plan } from './plan.js'
import type { Workspace } from './workspace.fixture.js'

/** package.json of an application in TypeScript. */
export function manifest(dependencies: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({ dependencies, devDependencies: { typescript: '5' } })
}

/** A Prisma schema of one file. */
export function schema(body = ''): string {
  const generator = 'generator client {\n  provider = "prisma-client-js"\n}\n\n'
  return `${generator}datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n${body}`
}

/** Runs init, which has nothing to complain of. */
export async function init(workspace: Workspace, ...argv: string[]): Promise<Plan> {
  const result = await workspace.run(['init', ...argv, '--json'])
  expect(result.stderr).toBe('')
  return result.json<Plan>()
}

/** Text that a file is to have. */
export function textOf({ files }: Plan, path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}

/** What becomes of each file: `write data-import.ts`. */
export function actions({ files }: Plan): string[] {
  return files.map(({ path, action }) => `${action} ${path}`)
}

/** The lines of one of the steps that are left to people. */
export function step({ steps }: Plan, title: string): readonly string[] {
  return steps.find((each) => each.title === title)?.lines ?? []
}
