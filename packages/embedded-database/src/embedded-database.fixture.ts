import { openEmbeddedDatabase } from './embedded-database.js'

/** Uses an embedded database in a process of its own: sends how to reach it, and closes it when told so. */
const [directory = ''] = process.argv.slice(2)
const notices: string[] = []
try {
  const database = await openEmbeddedDatabase({ directory, isDurable: false, onNotice: (text) => notices.push(text) })
  process.once('message', async () => {
    await database.close()
    process.disconnect()
  })
  process.send?.({ connectionString: database.connectionString, notices })
} catch (error) {
  process.send?.({ error: String(error), notices })
  process.disconnect()
}
