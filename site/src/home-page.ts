/**
 * The home page: the README with its title and first sentence as VitePress's hero.
 *
 * @throws {Error} where the README begins with anything but a title and a sentence.
 */
export function homePage(readme: string): string {
  const match = /^# ([^\n]+)\n\n(.*?)\n\n(.*)$/s.exec(readme)
  if (!match) throw new Error('README.md has to begin with a title and a sentence.')
  const [, title = '', sentence = '', rest = ''] = match
  const tagline = sentence.replaceAll('**', '').replaceAll(/\s+/g, ' ')
  return `---
layout: home
titleTemplate: false
hero:
  name: ${JSON.stringify(title)}
  tagline: ${JSON.stringify(tagline)}
  actions:
    - { theme: brand, text: Getting started, link: /getting-started }
    - { theme: alt, text: Write a provider, link: /write-a-provider }
    - { theme: alt, text: Command line, link: /command-line }
---

${rest}`
}
