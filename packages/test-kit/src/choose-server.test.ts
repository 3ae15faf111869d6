import { expect, test } from 'vitest'
import { chooseServer } from './choose-server.js'

test('an image that was asked for and cannot be had is an error, not another server', async () => {
  // Nothing listens there, so that it can be had neither with Docker nor without.
  const image = 'localhost:1/acme/absent:1'
  await expect(chooseServer({ TEST_DATABASE_IMAGE: image })).rejects.toThrow(
    `TEST_DATABASE_IMAGE asks for a container of ${image}, and `,
  )
})

test('a server that is named is taken, and the image is not looked at', async () => {
  const { url, description } = await chooseServer({
    TEST_DATABASE_URL: 'postgresql://127.0.0.1/acme',
    TEST_DATABASE_IMAGE: 'localhost:1/acme/absent:1',
  })
  expect(url).toBe('postgresql://127.0.0.1/acme')
  expect(description).toBe('the server of TEST_DATABASE_URL')
})
