import 'reflect-metadata'
import { X509CertificateGenerator } from '@peculiar/x509'
import { webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAsPage } from '../drive/ask-as-page.ts'
import { extensionUrl, launch } from '../drive/launch.ts'
import { setManagedStorage } from '../drive/managed-policy.ts'

const portal = 'https://portal.example.test'

/** A blank page over TLS, for a name that the browser is told to look for here. */
async function serveBlankPage(): Promise<Server> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=portal.example.test',
    keys,
    signingAlgorithm: algorithm,
    notAfter: new Date(Date.now() + 86_400_000),
  })
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`
  const server = createServer({ key, cert: certificate.toString('pem') }, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>portal</title><main>portal</main>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

describe('a portal of managed policy', () => {
  let server: Server
  let browser: Browser
  const granted = mkdtempSync(join(tmpdir(), 'nhi-portal-extension-'))

  beforeAll(async () => {
    server = await serveBlankPage()
    // Headless Chromium leaves a permission prompt pending for ever: the grant stands in the manifest of this copy.
    cpSync('dist/extension', granted, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(granted, 'manifest.json'), 'utf8')) as { host_permissions: string[] }
    manifest.host_permissions.push(`${portal}/*`)
    writeFileSync(join(granted, 'manifest.json'), JSON.stringify(manifest))
    const { port } = server.address() as AddressInfo
    browser = await launch({
      extension: granted,
      args: ['--ignore-certificate-errors'],
      hosts: { 'portal.example.test:443': port },
    })
  })
  afterAll(async () => {
    await browser.close()
    server.close()
    rmSync(granted, { recursive: true, force: true })
  })

  it('is served once the policy names it and the host is granted, and no longer when the policy drops it', async () => {
    const ask = async () => {
      const page = await browser.newPage()
      try {
        await page.goto(portal)
        return await askAsPage(page, { id: '1', action: 'status', body: {} }, 500)
      } finally {
        await page.close()
      }
    }
    expect(await ask()).toEqual([]) // no relay: nobody answers

    await setManagedStorage(browser, { portals: [portal, 'http://portal.example.test', 'https://*.test'] })
    await expect.poll(ask, { timeout: 15_000 }).toMatchObject([{ ok: true }])

    await setManagedStorage(browser, { portals: [] })
    await expect.poll(ask, { timeout: 15_000 }).toEqual([])
  })

  it('without the permission it is offered on the pairing page, with a button that asks for it', async () => {
    await setManagedStorage(browser, { portals: ['https://other.example.test'] })
    const page = await browser.newPage()
    const offered = async () => {
      await page.goto(extensionUrl('pairing/index.html'))
      await page.waitForSelector('main')
      return page.$eval('main', (main) => main.textContent)
    }
    await expect.poll(offered, { timeout: 15_000 }).toContain('https://other.example.test')
    await page.close()
  })
})
