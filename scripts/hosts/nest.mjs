/** NestJS as its own generator makes it, without its tools: CommonJS, with a service that is the Prisma client. */
export function nestHost(major) {
  const nest = { 10: '10.4.22', 11: '11.1.28' }[major]
  return {
    name: `NestJS ${major}, CommonJS, ${major === 10 ? 'node10' : 'nodenext'}, Prisma 6`,
    dependencies: {
      ...{ '@nestjs/common': nest, '@nestjs/core': nest, '@nestjs/platform-express': nest },
      ...{ 'reflect-metadata': '0.2.2', rxjs: '7.8.2' },
      ...{ '@prisma/client': '6.19.3', '@prisma/adapter-pg': '6.19.3' },
    },
    devDependencies: { '@types/node': '20.19.25', prisma: '6.19.3', typescript: '5.9.3' },
    scripts: { build: 'tsc -p tsconfig.build.json', start: 'node dist/main', 'start:dev': 'node dist/main' },
    files: {
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...modules[major], ...common } }, undefined, 2),
      'tsconfig.build.json': JSON.stringify({
        extends: './tsconfig.json',
        exclude: ['node_modules', 'test', 'dist', '**/*spec.ts'],
      }),
      'prisma/schema.prisma': schema,
      'src/prisma/prisma.service.ts': service,
      'src/prisma/prisma.module.ts': prismaModule,
      'src/app.module.ts': appModule,
      'src/main.ts': main,
    },
    /** What the application starts with, and that a test under Jest loads: no ES module may be among it. */
    loadedByJest: './dist/app.module.js',
    server: {
      command: () => ['--env-file=.env', 'dist/main.js'],
      ready: /listening/,
      method: 'POST',
      path: '/cron/import',
    },
  }
}

/** https://github.com/nestjs/schematics/tree/master/src/lib/application/files/ts, of each major version. */
const modules = {
  10: { module: 'commonjs', target: 'ES2021', strictNullChecks: false },
  11: {
    ...{ module: 'nodenext', moduleResolution: 'nodenext', resolvePackageJsonExports: true, esModuleInterop: true },
    ...{ isolatedModules: true, target: 'ES2023', strictNullChecks: true },
  },
}
const common = {
  ...{ declaration: true, removeComments: true, emitDecoratorMetadata: true, experimentalDecorators: true },
  ...{ allowSyntheticDefaultImports: true, sourceMap: true, outDir: './dist', baseUrl: './', incremental: true },
  // Stricter than the generator's, so that our declarations are looked at as well.
  ...{ skipLibCheck: false, noImplicitAny: false, strictBindCallApply: false, noFallthroughCasesInSwitch: false },
}

const schema = `generator client {
  provider   = "prisma-client-js"
  engineType = "client"
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model User {
  id    Int    @id
  email String
}
`
const service = `import { Injectable, OnModuleInit } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit {
  constructor() {
    super({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });
  }

  async onModuleInit() {
    await this.$connect();
  }
}
`
const prismaModule = `import { Module } from '@nestjs/common';
import { PrismaService } from './prisma.service';

@Module({
  providers: [PrismaService],
  exports: [PrismaService],
})
export class PrismaModule {}
`
const appModule = `import { Module } from '@nestjs/common';
import { PrismaModule } from './prisma/prisma.module';

@Module({
  imports: [PrismaModule],
  controllers: [],
  providers: [],
})
export class AppModule {}
`
const main = `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
  console.log('listening');
}
bootstrap();
`
