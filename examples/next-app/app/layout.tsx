import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import './chart.css'
import './style.css'
import './table.css'

export const metadata: Metadata = {
  title: 'Imports',
  description: 'What is imported, what is not, and why',
  icons: { icon: 'data:,' },
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
