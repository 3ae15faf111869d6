import { Outlet } from 'react-router'

/** React Router wants a root; the only route answers by itself. */
export default function Root() {
  return <Outlet />
}
