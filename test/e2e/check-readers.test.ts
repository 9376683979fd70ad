import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from '../drive/call-site.ts'
import { CheckScreen } from '../drive/check.ts'
import { launch } from '../drive/launch.ts'
import { openNativeReader } from '../drive/native-reader.ts'
import { registerCardService } from '../drive/register-card-service.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { openWorkplace, type Workplace } from './workplace.ts'

describe('the settings check and the readers on the desk', () => {
  let at: Workplace
  beforeAll(async () => {
    at = await openWorkplace()
  })
  afterEach(() => at.clear())
  afterAll(() => at.close())

  it('none', async () => {
    const rows = await (await CheckScreen.open(at.browser)).rows()
    expect(rows.readers).toMatchObject({ finding: 'none', mark: 'fail', action: 'open-pairing', steps: 2 })
    expect(rows['reader-grant']).toMatchObject({ finding: 'none', mark: 'warn', action: 'open-pairing' })
    expect(rows['card-service']).toMatchObject({ finding: 'missing', mark: 'fail' })
    expect(rows['reader-in-use']).toMatchObject({ finding: 'none', mark: 'not-needed' })
    expect(rows['protected-reader']).toMatchObject({ finding: 'none', mark: 'ok' })
    expect(rows['grant-kept']).toMatchObject({ finding: 'none', mark: 'not-needed' })
    expect(rows['remote-session']).toMatchObject({ finding: 'untold', mark: 'not-needed' })
  })

  it('several, one with a card, one on a serial line: a list, and no fault', async () => {
    const reader = await at.plugIn('it-500u', 'hca-personnel')
    await at.plugIn('extended')
    await at.plugIn('nhi-serial')
    const rows = await (await CheckScreen.open(at.browser)).rows()
    expect(rows.readers).toMatchObject({ finding: 'found', mark: 'ok' })
    expect(rows.readers.current).toContain(`● ${reader}`)
    expect(rows.readers.current).toContain('○')
    expect(rows['reader-grant']).toMatchObject({ finding: 'granted', mark: 'ok' })
    expect(rows['card-service']).toMatchObject({ finding: 'not-needed', mark: 'not-needed' })
    expect(rows['reader-in-use']).toMatchObject({ finding: 'free', mark: 'ok' })
  })

  it('one of the class that browsers keep for themselves, which only the card service reaches', async () => {
    await at.plugIn('it-500u-protected')
    const rows = await (await CheckScreen.open(at.browser)).rows()
    expect(rows['protected-reader']).toMatchObject({
      finding: 'protected',
      mark: 'fail',
      action: 'open-card-service-help',
    })
    expect(rows.readers).toMatchObject({ finding: 'none', mark: 'fail' })
    expect(rows['card-service']).toMatchObject({ finding: 'missing', mark: 'fail' })
  })
})

describe('the settings check and the card service', () => {
  it('installed on a system whose own smart card service does not run', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-check-'))
    const socket = process.env['PCSCLITE_CSOCK_NAME']
    process.env['PCSCLITE_CSOCK_NAME'] = join(scratch, 'nobody')
    let browser: Browser | undefined
    try {
      browser = await launch({ args: registerCardService(scratch) })
      const rows = await (await CheckScreen.open(browser)).rows()
      expect(rows['card-service']).toMatchObject({ finding: 'no-system-service', mark: 'fail', action: null, steps: 1 })
    } finally {
      await browser?.close()
      if (socket === undefined) delete process.env['PCSCLITE_CSOCK_NAME']
      else process.env['PCSCLITE_CSOCK_NAME'] = socket
      rmSync(scratch, { recursive: true, force: true })
    }
  })

  it('at work, with the system’s reader and a card in it', async ({ skip }) => {
    const reason = whyNoPcscd()
    skip(reason !== undefined, `pcscd: ${reason}`)
    const [card] = await readJson<CardFile[]>(`${inject('vpn')}/demo/cards`)
    const reader = await openNativeReader(card!)
    const browser = await launch({ args: reader.browserArgs })
    try {
      const rows = await (await CheckScreen.open(browser)).rows()
      expect(rows['card-service']).toMatchObject({ finding: 'ready', mark: 'ok' })
      expect(rows.readers).toMatchObject({ finding: 'found', mark: 'ok' })
      expect(rows.readers.current).toMatch(/^● /)
      expect(rows['reader-grant']).toMatchObject({ finding: 'by-service', mark: 'not-needed' })
      expect(rows['reader-in-use']).toMatchObject({ finding: 'free', mark: 'ok' })
      expect(reader.cardState).toMatchObject({ verifyCount: 0, signCount: 0 })
    } finally {
      await browser.close()
      await reader.close()
    }
  })
})
