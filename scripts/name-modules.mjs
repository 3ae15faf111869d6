import { Converter, ReflectionKind } from 'typedoc'
import { readJson } from './workspace.mjs'

/** TypeDoc plugin: names each module as it is imported, `@data-import/core/provider`, instead of by its path. */
export function load(application) {
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const [folder, , entry] = module.name.split('/')
      const { name } = readJson(`packages/${folder}/package.json`)
      module.name = entry ? `${name}/${entry}` : name
    }
  })
}
