import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentPaths } from '../../../core/protocol/documents.ts'
import { pagePathsOf } from '../../../core/protocol/pages.ts'
import { routes } from '../../../core/protocol/routes.ts'
import { readConfig } from '../../../server/config.ts'
import { attachment } from '../../../server/files/deliver-file.ts'
import { contentSecurityPolicy, setSecurityHeaders } from '../../../server/http/security-headers.ts'
import { toWebFile } from '../../../server/http/web-files.ts'
import { internet, openTestPortal, support, type TestPortal, vpn } from '../test-portal.ts'

const html = (words: string) => toWebFile('/index.html', Buffer.from(`<!doctype html><title>${words}</title>`))
const script = toWebFile('/assets/main-1.js', Buffer.from('x()'))

let portal: TestPortal
beforeAll(async () => {
  portal = await openTestPortal(() => ({
    web: {
      shell: html('portal'),
      files: new Map([['/assets/main-1.js', script]]),
      support: { shell: html('support'), files: new Map([['/assets/main-1.js', script]]) },
    },
  }))
})
afterAll(() => portal.close())

const wanted = {
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
}

const nothingAtAll =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'; sandbox"

/** What is wrong with an answer's headers, whatever it is. */
function faults(headers: Headers): string[] {
  const policy = headers.get('permissions-policy') ?? ''
  const denied = ['usb', 'serial', 'hid', 'camera', 'clipboard-read'].filter((name) => !policy.includes(`${name}=()`))
  return [
    ...Object.entries(wanted).flatMap(([name, value]) => (headers.get(name) === value ? [] : [name])),
    ...denied.map((name) => `permissions-policy lets ${name} through`),
    ...(headers.has('cache-control') ? [] : ['cache-control']),
    ...(headers.has('x-request-id') ? [] : ['x-request-id']),
    ...(/unsafe|\*|https?:|data:|blob:/.test(headers.get('content-security-policy') ?? '*')
      ? ['too wide a policy']
      : []),
  ]
}

describe('every answer has all headers', () => {
  it.each(Object.keys(routes))('%s, and nothing of it is kept or is a document', async (name) => {
    const [method = '', path = ''] = name.split(' ')
    for (const origin of [vpn, internet, support]) {
      const { headers } = await portal.page({ origin }).fetch(method, path)
      expect(faults(headers)).toEqual([])
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('content-security-policy')).toBe(nothingAtAll)
    }
  })

  it.each([
    ...pagePathsOf('portal').map((path) => [vpn, path]),
    ...pagePathsOf('support').map((path) => [support, path]),
  ])('the page %s%s', async (origin, path) => {
    const { status, headers } = await portal.page({ origin }).fetch('GET', path)
    expect(status).toBeOneOf([200, 404]) // a page of which only parts are pages
    expect(faults(headers)).toEqual([])
    expect(headers.get('content-security-policy')).toBe(
      contentSecurityPolicy(origin === support ? 'support' : 'portal'),
    )
  })

  it.each(documentPaths)('the document %s, where there is none', async (path) => {
    const answer = await portal.page().download(path.replace(/:\w+/, 'A'.repeat(43)))
    expect(faults(answer.headers)).toEqual([])
    expect(answer.headers.get('content-security-policy')).toBe(nothingAtAll)
    if (answer.status !== 200) expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['an unknown page', 'GET', vpn, '/nowhere', {}],
    ['an unknown route', 'POST', vpn, '/api/nowhere', {}],
    ['a method that there is not', 'DELETE', vpn, '/', {}],
    ['a host that is not ours', 'GET', 'http://evil.example', '/', {}],
    ['a page elsewhere that calls', 'POST', vpn, '/api/auth/challenge', { Origin: 'https://evil.example' }],
    ['a malformed body', 'POST', vpn, '/api/auth/challenge', { 'Content-Type': 'text/plain' }],
    ['a file that is kept already', 'GET', vpn, '/assets/main-1.js', { 'If-None-Match': script.entityTag }],
  ])('%s', async (_what, method, origin, path, headers) => {
    const answer = await portal.page({ origin }).fetch(method, path, undefined, { headers })
    expect(faults(answer.headers)).toEqual([])
  })

  it('a script has a policy of its own, by which its thread lives: its own files, and no call', async () => {
    const { headers } = await portal.page().fetch('GET', '/assets/main-1.js')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*; script-src 'self'$/)
    expect(headers.get('cache-control')).toContain('immutable')
  })

  it('a file that somebody has sent is no document of ours, whatever it holds', () => {
    const { headers } = attachment(new ReadableStream(), { name: '甲.html\r\nX: 1', contentType: 'text/html' })
    setSecurityHeaders(headers, vpn)
    expect(headers.get('content-security-policy')).toBe(nothingAtAll)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/)
  })

  it('over https browsers are told to stay with it, on errors too', async () => {
    const config = readConfig({ ORIGIN_VPN: 'https://medvpn.example', PLATFORM: 'vpn' })
    const secure = await openTestPortal(() => ({ config }))
    for (const path of ['/', '/api/nowhere', '/files/none'])
      expect(
        (await secure.page({ origin: 'https://medvpn.example' }).fetch('GET', path)).headers.get(
          'strict-transport-security',
        ),
      ).toBe('max-age=31536000; includeSubDomains')
    await secure.close()
  })
})

describe('the portals’ policy', () => {
  it('lets files of the own origin in, one trusted thread, and nothing inline', () => {
    expect(contentSecurityPolicy('portal').split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      'trusted-types claims-thread',
      "worker-src 'self'",
    ])
  })

  it('of the support-reporting system trusts no text at all, and has no threads', () => {
    expect(contentSecurityPolicy('support')).toContain("trusted-types 'none'")
    expect(contentSecurityPolicy('support')).not.toContain('worker-src')
  })
})
