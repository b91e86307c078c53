import { beforeAll, expect, test, vi } from 'vitest'

const TOKEN = 'a-token-of-twenty-and-more'
beforeAll(() => {
  vi.stubEnv('METRICS_TOKEN', TOKEN)
  vi.stubEnv('DEMO', '1')
})

const local = { address: '127.0.0.1', headers: { host: 'localhost:3000' } }

test.each([
  ['somebody on this machine', local, true],
  ['somebody on this machine, by number', { address: '::ffff:127.0.0.1', headers: { host: '127.0.0.1' } }, true],
  ['somebody behind the proxy on this machine', { ...local, headers: { host: 'localhost', 'x-forwarded-for': '10.1.2.3' } }, false],
  ['somebody behind a proxy that names the public host', { ...local, headers: { host: 'ujian.example.go.id' } }, false],
  ['another machine', { ...local, address: '10.1.2.3' }, false],
  [
    'another machine with the token',
    { address: '10.1.2.3', headers: { host: 'ujian.example.go.id', authorization: `Bearer ${TOKEN}` } },
    true,
  ],
  ['this machine with a wrong token', { ...local, headers: { host: 'localhost', authorization: 'Bearer wrong' } }, false],
])('the figures for %s: %#', async (_who, asker, may) => {
  const { mayReadMetrics } = await import('#app/web/metrics-door.server.ts')
  expect(mayReadMetrics(asker)).toBe(may)
})
