/** Put in by the build; there is none where the sources themselves run. */
declare const DATA_IMPORT_VERSION: string | undefined

/** The version of this package. */
export const coreVersion: string = typeof DATA_IMPORT_VERSION === 'string' ? DATA_IMPORT_VERSION : 'source'
