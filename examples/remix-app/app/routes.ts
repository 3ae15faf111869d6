import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [index('routes/index.ts'), route('*', 'routes/imports.ts')] satisfies RouteConfig
