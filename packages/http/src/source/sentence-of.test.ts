import { expect, it } from 'vitest'
import { sentenceOf } from './sentence-of.js'

it.each([
  [{ message: 'No.' }, 'No.'],
  [{ error: 'invalid_token', error_description: 'It has expired.' }, 'It has expired.'],
  [{ error: { message: 'No.' } }, 'No.'],
  [{ type: 'about:blank', title: 'Forbidden', detail: 'Ask maya.' }, 'Ask maya.'],
  [{ errorMessages: ['No project.'] }, 'No project.'],
  [{ errors: [{ message: 'No.' }] }, 'No.'],
  ['<h1>No.</h1>', 'No.'],
  [null, ''],
  [[], ''],
  [{ message: 7, errors: {} }, ''],
  [{ a: { b: { c: { d: 'deep' } } } }, ''],
])('an error says why, in the usual forms: %j', (body, expected) => {
  expect(sentenceOf(body, (text) => text)).toBe(expected)
})
