import type { FakeOwner } from '../fake-owner.js'

/** People and bots of an organization. */
export function addPeople(owner: FakeOwner): void {
  owner.addMember('ana', { name: 'Ana Beispiel', publicEmail: 'ana@example.com' })
  owner.addMember('bjorn-o', { name: 'Björn Ørsted' })
  owner.addMember('chen', { name: '陈 Example' })
  owner.addMember('dara', { name: null })
  owner.account('outside-helper', { name: 'Helper' })
  owner.account('left-long-ago', { name: 'Somebody who left' })
  owner.account('update-bot', { type: 'Bot' })
}
