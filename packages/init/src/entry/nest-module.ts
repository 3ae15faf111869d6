import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { developmentPort } from '../development-port.js'
import { type Edit, replaceLine } from '../edit.js'
import type { HostClient } from '../find-client.js'
import type { HostApplication } from '../host-application.js'
import { importPath } from '../module-path.js'
import type { EntryPoint } from './entry-point.js'
import { importEdit } from './import-edit.js'
import { cryptography, isSchedulerText, passText } from './route-text.js'

const root = 'src/app.module.ts'

/** A module of NestJS with a service that runs a pass, and a controller for a scheduler. */
export function nestModule(application: HostApplication, wiring: string, client: HostClient): EntryPoint {
  const path = wiring.replace(/[^/]+$/, 'data-import.module.ts')
  // A dynamic import is one of an ES module, which wants an ending; the others are of CommonJS.
  const ending = application.isModule ? application.typeScriptEnding : ''
  const importOf = (target: string) => importPath(path, target, ending)
  const service = client.kind === 'service' ? client : undefined
  const module = service && moduleOf(application, service)
  const imports = [
    cryptography,
    "import { Controller, Headers, HttpCode, Injectable, Module, Post, UnauthorizedException } from '@nestjs/common'",
    ...(module ? [`import { ${module.name} } from '${importOf(module.file)}'`] : []),
    ...(service ? [`import { ${service.exportName} } from '${importOf(service.file)}'`] : []),
  ]
  const dynamic = importPath(path, wiring, '.js')
  const providers = ['DataImportService', ...(service && !module ? [service.exportName] : [])]
  const made = service ? 'createImport(this.db)' : 'orchestrator'
  return {
    path,
    text: `${imports.join('\n')}

@Injectable()
export class DataImportService {
${service ? `  constructor(private readonly db: ${service.exportName}) {}\n\n` : ''}  /** One pass. The import is made of ES modules, which Jest can't load: they are imported when a pass runs. */
  async run() {
    const { ${service ? 'createImport' : 'orchestrator'} } = await import('${dynamic}')
  ${passText(`${made}.run`).replaceAll('\n', '\n  ').trimEnd()}
    return answer
  }
}

/** One pass: POST with the scheduler's secret. */
@Controller('cron/import')
export class DataImportController {
  constructor(private readonly dataImport: DataImportService) {}

  @Post()
  @HttpCode(200)
  run(@Headers('authorization') given: string) {
    if (!isScheduler(given)) throw new UnauthorizedException()
    return this.dataImport.run()
  }
}

@Module({
${module ? `  imports: [${module.name}],\n` : ''}  controllers: [DataImportController],
  providers: [${providers.join(', ')}],
  exports: [DataImportService],
})
export class DataImportModule {}

${isSchedulerText(true)}`,
    edits: rootEdits(application, path, ending),
    start: [
      `${application.packageManager} run ${'start:dev' in application.scripts ? 'start:dev' : 'start'}  (in another terminal)`,
      `curl -X POST -H "Authorization: Bearer …" http://localhost:${developmentPort(application)}/cron/import  (… is CRON_SECRET)`,
    ],
    needs: ['CRON_SECRET'],
  }
}

/** The module beside the service that exports it. */
function moduleOf({ folder }: HostApplication, { file, exportName }: { file: string; exportName: string }) {
  const beside = file.replace(/\.service\.ts$/, '.module.ts')
  const text = existsSync(join(folder, beside)) ? readFileSync(join(folder, beside), 'utf8') : ''
  const isExported = new RegExp(`exports\\s*:\\s*\\[[^\\]]*\\b${exportName}\\b`).test(text)
  const name = /export\s+class\s+(\w+)/.exec(text)?.[1]
  return isExported && name ? { file: beside, name } : undefined
}

function rootEdits({ folder }: HostApplication, path: string, ending: string): Edit[] {
  if (!existsSync(join(folder, root))) {
    return [{ file: path, line: 1, change: 'add to the imports of your root module: DataImportModule' }]
  }
  const lines = readFileSync(join(folder, root), 'utf8').split(/\r?\n/)
  if (lines.join('\n').includes('DataImportModule')) return []
  const statement = `import { DataImportModule } from '${importPath(posix.normalize(root), path, ending)}'`
  return [importEdit(root, lines, statement), listEdit(lines)]
}

function listEdit(lines: readonly string[]): Edit {
  const name = 'DataImportModule'
  const index = lines.findIndex((line) => /^\s*imports\s*:\s*\[/.test(line))
  const stated = lines[index]
  if (stated !== undefined && /\[\s*$/.test(stated)) {
    return { file: root, line: index + 1, change: `add to the imports: ${name}`, insertion: `    ${name},` }
  }
  if (stated !== undefined) {
    const isEmpty = /imports\s*:\s*\[\s*\]/.test(stated)
    return replaceLine(root, index + 1, stated.replace(/\[\s*/, `[${name}${isEmpty ? '' : ', '}`))
  }
  const decorator = lines.findIndex((line) => /@Module\s*\(\s*\{/.test(line))
  const isOpen = /\{\s*$/.test(lines[decorator] ?? '')
  const text = `imports: [${name}],`
  return { file: root, line: decorator + 1 || 1, change: `add: ${text}`, ...(isOpen ? { insertion: `  ${text}` } : {}) }
}
