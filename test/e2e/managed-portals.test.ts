import type { RequestListener } from 'node:http'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAsPage } from '../drive/ask-as-page.ts'
import { copyExtension } from '../drive/extension-copy.ts'
import { extensionUrl, launch, patience } from '../drive/launch.ts'
import { setManagedStorage } from '../drive/managed-policy.ts'
import { serveTls, type TlsSite } from '../drive/tls-site.ts'

const portal = 'https://portal.example.test'

const blankPage: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>portal</title><main>portal</main>')
}

describe('a portal of managed policy', () => {
  let server: TlsSite
  let browser: Browser
  // A copy in whose manifest the grant stands.
  const granted = copyExtension('dist/extension', (manifest) => void manifest.host_permissions.push(`${portal}/*`))

  beforeAll(async () => {
    server = await serveTls('portal.example.test', blankPage)
    browser = await launch({
      extension: granted.path,
      args: ['--ignore-certificate-errors'],
      hosts: { 'portal.example.test:443': server.port },
    })
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    granted.remove()
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
    await expect.poll(ask, { timeout: patience }).toMatchObject([{ ok: true }])

    await setManagedStorage(browser, { portals: [] })
    await expect.poll(ask, { timeout: patience }).toEqual([])
  })

  it('without the permission it is offered on the pairing page, with a button that asks for it', async () => {
    await setManagedStorage(browser, { portals: ['https://other.example.test'] })
    const page = await browser.newPage()
    const offered = async () => {
      await page.goto(extensionUrl('pairing/index.html'))
      await page.waitForSelector('main')
      return page.$eval('main', (main) => main.textContent)
    }
    await expect.poll(offered, { timeout: patience }).toContain('https://other.example.test')
    await page.close()
  })
})
