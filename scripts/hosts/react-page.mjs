/** What applications with React need, and the compiler's settings that their generators write. */
export const react = {
  dependencies: { react: '19.3.1', 'react-dom': '19.3.1' },
  devDependencies: { '@types/node': '20.19.25', '@types/react': '19.3.0', typescript: '5.9.3' },
}

/** tsconfig.json of an application that a bundler builds. */
export const bundled = (more) => ({
  compilerOptions: {
    ...{ target: 'ES2022', lib: ['dom', 'dom.iterable', 'ES2022'], module: 'esnext', moduleResolution: 'bundler' },
    ...{ jsx: 'react-jsx', strict: true, esModuleInterop: true, isolatedModules: true, resolveJsonModule: true },
    ...{ allowJs: true, noEmit: true, skipLibCheck: true },
    ...more.compilerOptions,
  },
  include: ['**/*.ts', '**/*.tsx', ...more.include],
  exclude: ['node_modules', 'build'],
})
