import { serviceScript } from './service'

/** The company's own catalogue of services: a module that exports `scripts` is a provider. */
export const scripts = [serviceScript]

/** What a data source of `CATALOG` needs. */
export const configuration = [{ key: 'CATALOG_FILE', description: 'JSON file with the services', isRequired: true }]
