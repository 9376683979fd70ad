import { expect, it } from 'vitest'
import { createSampleSystem } from '../../demo/sample-system/sample-system.ts'

const issuer = 'http://vpn.localhost:8080'
const origin = 'http://sample.localhost:8080'

function open() {
  const kept = new Map<string, string>()
  const system = createSampleSystem({
    origin,
    issuers: [issuer],
    key: { kty: 'EC' },
    fetch: () => Promise.reject(new TypeError('nothing is reached here')),
    store: {
      read: async (key) => kept.get(key),
      write: async (key, value) => void kept.set(key, value),
      remove: async (key) => void kept.delete(key),
    },
  })
  return { kept, ask: (path: string, init?: RequestInit) => system.request(origin + path, init) }
}

const token = (claims: object) =>
  ['{"alg":"ES256"}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')

it('signs in through the portals that it knows, and through no other', async () => {
  const { ask } = open()
  expect((await ask(`/login?iss=${encodeURIComponent('https://evil.example')}`)).status).toBe(400)
})

it('takes no answer to what it has not asked: somebody else’s sign-in is not forced on a browser', async () => {
  const { ask, kept } = open()
  const answer = await ask('/callback?code=c&state=s')
  expect([answer.status, kept.size]).toEqual([403, 0])
  expect(await answer.text()).toContain('未能登入本系統')
})

it.each([
  ['none', ''],
  ['nonsense', 'nonsense'],
  ['of another issuer', token({ iss: 'https://evil.example', sid: 's1' })],
  ['that cannot be checked', token({ iss: issuer, sid: 's1' })],
])('ends nothing by a logout token: %s', async (_what, text) => {
  const { ask, kept } = open()
  kept.set('s1', '{}')
  const answer = await ask('/logout', { method: 'POST', body: new URLSearchParams({ logout_token: text }) })
  expect([answer.status, kept.size]).toEqual([400, 1])
})

it('shows what it was told as text, and nothing of it as code', async () => {
  const { ask, kept } = open()
  const key = '00000000-0000-4000-8000-000000000001'
  kept.set(key, JSON.stringify({ sid: 's1' }))
  kept.set('s1', JSON.stringify({ issuer, sid: 's1', idToken: '', claims: { name: '<script>1</script>' } }))
  const page = await (await ask('/', { headers: { cookie: `__Host-sample-session=${key}` } })).text()
  expect(page).toContain('&lt;script&gt;')
  expect(page).not.toContain('<script>')
  kept.delete('s1')
  expect(await (await ask('/', { headers: { cookie: `__Host-sample-session=${key}` } })).text()).toContain('尚未登入')
})
