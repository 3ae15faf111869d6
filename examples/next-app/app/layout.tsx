import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import './chart.css'
import './style.css'
import './table.css'

/** What a tab and a search show. */
export const metadata: Metadata = {
  title: 'Imports',
  description: 'What is imported, what is not, and why',
  icons: { icon: 'data:,' },
}

/** Light or dark, as the reader's system is. */
export const viewport: Viewport = { colorScheme: 'light dark' }

/** What is around every page. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
