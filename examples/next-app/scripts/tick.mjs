/** One tick, as the host's cron would: `CRON_SECRET=… npm run tick`. */
const address = process.env.ADDRESS ?? 'http://localhost:3000'
const response = await fetch(new URL('/api/cron/import', address), {
  headers: { Authorization: `Bearer ${process.env.CRON_SECRET}` },
})
console.log(response.status, await response.text())
process.exitCode = response.ok ? 0 : 1
