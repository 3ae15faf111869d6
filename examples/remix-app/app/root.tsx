import type { ReactNode } from 'react'
import { Links, Meta, Outlet, Scripts } from 'react-router'
import './style.css'
import './table.css'

/** What is around every page. */
export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  )
}

/** The page of the address. */
export default function Root() {
  return <Outlet />
}
