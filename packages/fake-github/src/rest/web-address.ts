/** Where pages for people would be; nothing answers there. */
export const webAddress = 'https://github.example.com'
