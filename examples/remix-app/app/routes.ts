import { type RouteConfig, route } from '@react-router/dev/routes'

export default [route('*', 'routes/imports.ts')] satisfies RouteConfig
