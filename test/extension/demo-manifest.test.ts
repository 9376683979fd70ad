import { describe, expect, it } from 'vitest'
import { platforms } from '../../core/portal/platforms.ts'
import { demoManifest } from '../../extension/demo-manifest.ts'
import manifest from '../../manifest.json' with { type: 'json' }

const hostsOf = ({ host_permissions, content_scripts }: typeof manifest) => [
  host_permissions,
  ...content_scripts.map(({ matches }) => matches),
]

describe('the manifest', () => {
  it('names the https portals of the agency and nothing else', () => {
    const portals = Object.values(platforms).map(({ productionOrigin }) => `${productionOrigin}/*`)
    expect(hostsOf(manifest)).toEqual([portals, portals])
  })

  it('asks for further hosts only by https, when a person allows it', () => {
    expect(manifest.optional_host_permissions).toEqual(['https://*/*'])
  })

  it('lets the extension’s pages load their own files, call https alone, and make no text HTML or code', () => {
    expect(manifest.content_security_policy.extension_pages.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self' https:",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      "trusted-types 'none'",
    ])
  })

  it('has nothing of the demo', () => {
    expect(JSON.stringify(manifest)).not.toMatch(/demo|localhost/)
  })
})

describe('the demo’s manifest', () => {
  const demo = demoManifest(manifest)

  it('adds local names, for the relay and the permissions alike', () => {
    const local = ['vpn', 'internet', 'support', 'sample'].map((name) => `http://${name}.localhost/*`)
    expect(hostsOf(demo)).toEqual(hostsOf(manifest).map((hosts) => hosts.concat(local)))
  })

  it('starts the worker and the pairing page that have virtual readers, and the popup that leads to them', () => {
    expect(demo.background.service_worker).toBe('extension/background/worker.demo.ts')
    expect(demo.options_page).toBe('extension/pairing/index.demo.html')
    expect(demo.action.default_popup).toBe('extension/popup/index.demo.html')
  })

  it('calls plain http beside https, for the local names are without TLS', () => {
    const policy = ({ content_security_policy }: typeof manifest) => content_security_policy.extension_pages
    expect(policy(demo)).toBe(policy(manifest).replace('https:', 'https: http:'))
  })

  it('is the same extension in everything else', () => {
    const {
      host_permissions: _1,
      content_scripts: _2,
      background: _3,
      options_page: _4,
      content_security_policy: _5,
      action,
      ...rest
    } = demo
    expect(manifest).toMatchObject({ ...rest, action: { ...action, default_popup: manifest.action.default_popup } })
  })
})
