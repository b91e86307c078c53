import { expect, test } from 'vitest'
import { bodyFault } from './body-limit.server.ts'

const MB = 1024 * 1024
const signedIn = '__Host-tera-device=x; __Host-tera=abc'
const form = 'multipart/form-data; boundary=x'

test.each([
  ['a request without a body', {}, null],
  ['a small JSON body', { 'content-length': '900', 'content-type': 'application/json' }, null],
  ['a JSON body of the limit', { 'content-length': String(MB), 'content-type': 'application/json' }, null],
  ['a larger JSON body', { 'content-length': String(MB + 1), 'content-type': 'application/json', cookie: signedIn }, 413],
  ['a larger plain form', { 'content-length': String(2 * MB), 'content-type': 'application/x-www-form-urlencoded', cookie: signedIn }, 413],
  ['a larger body of no type', { 'content-length': String(2 * MB), cookie: signedIn }, 413],
  ['an upload', { 'content-length': String(8 * MB), 'content-type': form, cookie: signedIn }, null],
  ['an upload beyond every page', { 'content-length': String(16 * MB + 1), 'content-type': form, cookie: signedIn }, 413],
  ['an upload of someone who is not signed in', { 'content-length': String(2 * MB), 'content-type': form }, 413],
  ['an upload with a device alone', { 'content-length': String(2 * MB), 'content-type': form, cookie: '__Host-tera-device=x' }, 413],
  ['a body of unknown length', { 'transfer-encoding': 'chunked', 'content-type': form, cookie: signedIn }, 411],
])('%s: %j is answered with %s', (_what, headers, status) => {
  expect(bodyFault(headers)?.status ?? null).toBe(status)
})

test('what is not hopelessly large is taken in, so that a browser shows the answer', () => {
  expect(bodyFault({ 'content-length': String(20 * MB) })?.drains).toBe(true)
  expect(bodyFault({ 'content-length': String(65 * MB) })?.drains).toBe(false)
  expect(bodyFault({ 'content-length': String(20 * MB) })?.message).toContain('paling banyak 1 MB')
})
