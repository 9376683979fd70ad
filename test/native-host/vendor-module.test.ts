import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fromBase64 } from '../../core/bytes/base64.ts'
import { digestInfo } from '../../core/cards/signature-input.ts'
import type { ErrorCode } from '../../core/errors/error-codes.ts'
import { build } from '../../server/setup/build.mjs'
import { demoCardFiles } from '../demo/demo-cards.ts'
import { whyNoCompiler } from '../rigs/shared-library.ts'
import { type LoginBehaviour, VendorModule } from '../rigs/vendor-module.ts'
import { assertionFor, modulePids, openModules, pinBytes } from './pkcs11-rig.ts'

const reason = whyNoCompiler()

if (reason !== undefined) test('a vendor’s module', ({ skip }) => skip(`gcc: ${reason}`))
else describeVendorModule()

function describeVendorModule(): void {
  describe('a vendor’s module', () => {
    let vendor: VendorModule
    let certificate: Uint8Array
    let at: ReturnType<typeof openModules>

    beforeAll(async () => {
      await build(['native-host'])
      const card = (await demoCardFiles()).find(({ id }) => id === 'hca-personnel')
      certificate = fromBase64(card?.certificate ?? '')
      vendor = new VendorModule()
      Object.assign(process.env, vendor.environment)
    })
    beforeEach(async () => {
      await at?.modules.close()
      vendor.reset()
      vendor.insert(certificate)
      at = openModules(vendor.path)
    })
    afterAll(async () => {
      await at.modules.close()
      vendor.remove()
      expect(modulePids()).toEqual([])
    })

    const sign = async (pin?: string, signal?: AbortSignal) => {
      const { token } = await at.token()
      const body = { token, signingInput: assertionFor(certificate) }
      const { signature } = await at.ask('sign', pin === undefined ? body : { ...body, pin: pinBytes(pin) }, signal)
      return fromBase64(signature)
    }

    test('a listed mechanism that the key does not bear is passed over; it logs in once, and out', async () => {
      const signature = await sign('246810')
      const digest = new Uint8Array(
        await crypto.subtle.digest('SHA-256', new TextEncoder().encode(assertionFor(certificate))),
      )
      expect(signature.slice(-51)).toEqual(digestInfo(digest))
      expect(vendor.calls).toBe('LO')
    })

    test('tries are told before the try as far as the flags go, and the last wrong one locks', async () => {
      expect((await at.token()).pin).toMatchObject({ tries: 'untold', minimum: 6, maximum: 8 })
      await expect(sign('111111')).rejects.toMatchObject({ code: 'ERR_PIN_WRONG_UNTOLD' })
      expect((await at.token()).pin.tries).toBe('few')
      await expect(sign('111111')).rejects.toMatchObject({ code: 'ERR_PIN_WRONG', details: { triesLeft: 1 } })
      expect((await at.token()).pin.tries).toBe('last')
      await expect(sign('111111')).rejects.toMatchObject({ code: 'ERR_PIN_BLOCKED' })
      expect((await at.token()).pin.tries).toBe('none')
      expect(vendor.calls).toBe('LLL')
    })

    test('a PIN that is entered on the device is sent by nobody', async () => {
      vendor.giveKeypad()
      expect((await at.token()).pin.onDevice).toBe(true)
      await sign()
      expect(vendor.calls).toBe('KO')
    })

    test.each<[LoginBehaviour, ErrorCode]>([
      ['0xA3', 'ERR_PIN_TO_BE_CHANGED'],
      ['0xA4', 'ERR_PIN_BLOCKED'],
      ['0x50', 'ERR_PIN_ENTRY_CANCELLED'],
      ['0x200', 'ERR_PIN_ENTRY_CANCELLED'],
      ['0x32', 'ERR_CARD_REMOVED'],
      ['0xE0', 'ERR_CARD_REMOVED'],
      ['0x30', 'ERR_CARD_MUTE'],
      ['0x104', 'ERR_READER_BUSY'],
      ['0x05', 'ERR_READER_MODULE_FAILED'],
      ['0x80000001', 'ERR_READER_MODULE_FAILED'],
    ])('C_Login that returns %s is %s', async (rv, code) => {
      vendor.onLogin(rv)
      await expect(sign('246810')).rejects.toMatchObject({ code })
    })

    test('a module that crashes at the PIN ends its own process only, and the next use starts it anew', async () => {
      vendor.onLogin('crash')
      await expect(sign('246810')).rejects.toMatchObject({
        code: 'ERR_READER_MODULE_LOST',
        details: { module: 'vendor-pkcs11.so' },
      })
      vendor.reset()
      vendor.insert(certificate)
      expect(await sign('246810')).toHaveLength(256)
    })

    test('a module that hangs is given up when the person gives up, and its process is ended', async () => {
      vendor.onLogin('hang')
      const giveUp = new AbortController()
      const outcome = expect(sign('246810', giveUp.signal)).rejects.toThrow('the window was closed')
      await expect.poll(() => vendor.calls).toBe('L')
      const [pid] = modulePids()
      giveUp.abort(new Error('the window was closed'))
      await outcome
      await expect.poll(modulePids).not.toContain(pid)
    })

    test('a token that is taken out is told to who waits, and its name is good for nothing', async () => {
      const { count } = await at.ask('list-tokens', {})
      const { token } = await at.token()
      const changed = at.ask('get-token-change', { count })
      vendor.takeOut()
      expect((await changed).count).toBe(count + 1)
      expect(await at.ask('list-tokens', {})).toMatchObject({ tokens: [], count: count + 1 })
      const body = { token, signingInput: assertionFor(certificate), pin: pinBytes('246810') }
      await expect(at.ask('sign', body)).rejects.toMatchObject({ code: 'ERR_CARD_REMOVED' })
      const back = at.ask('get-token-change', { count: count + 1 })
      vendor.insert(certificate)
      expect((await back).count).toBe(count + 2)
      expect(vendor.calls).toBe('')
    })

    test('is finalized when the service ends', async () => {
      await at.token()
      await at.modules.close()
      expect(vendor.calls).toBe('F')
    })
  })
}
