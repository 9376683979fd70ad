import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBase64 } from '../../core/bytes/base64.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { build } from '../../server/setup/build.mjs'
import { demoCardFiles } from '../demo/demo-cards.ts'
import { SoftHsm, softHsmModule, whyNoSoftHsm } from '../rigs/softhsm.ts'
import { assertionFor, isSignedBy, modulePids, openModules, pinBytes } from './pkcs11-rig.ts'

const reason = whyNoSoftHsm()

if (reason !== undefined) test('a token of SoftHSM2', ({ skip }) => skip(`softhsm2: ${reason}`))
else describeSoftHsm()

function describeSoftHsm(): void {
  describe('a token of SoftHSM2 behind the card service', () => {
    let hsm: SoftHsm
    let card: CardFile
    let certificate: Uint8Array
    let at: ReturnType<typeof openModules>

    beforeAll(async () => {
      await build(['native-host'])
      const found = (await demoCardFiles()).find(({ id }) => id === 'hca-personnel')
      if (!found?.certificate) throw new Error('no such card')
      card = found
      certificate = fromBase64(found.certificate)
      hsm = new SoftHsm()
      hsm.addToken('HCA demo', card)
      Object.assign(process.env, hsm.environment)
      at = openModules(softHsmModule)
    })
    afterAll(async () => {
      await at.modules.close()
      hsm.remove()
    })

    const sign = async (text: string, pin: string) => {
      const { token } = await at.token()
      const { signature } = await at.ask('sign', { token, signingInput: text, pin: pinBytes(pin) })
      return fromBase64(signature)
    }

    test('is listed with its certificate and what it tells of its PIN; an empty slot is not', async () => {
      expect(await at.token()).toMatchObject({
        module: 'libsofthsm2.so',
        label: 'HCA demo',
        slotDescription: expect.stringContaining('SoftHSM slot'),
        certificates: [card.certificate],
        pin: { onDevice: false, minimum: 4, maximum: 64, tries: 'untold' },
      })
    })

    test('signs a login assertion, and the signature is that of the card’s key', async () => {
      const text = assertionFor(certificate)
      expect(isSignedBy(certificate, text, await sign(text, card.pin))).toBe(true)
    })

    test('signs nothing else, with the right PIN even', async () => {
      const text = assertionFor(certificate)
      const others = [
        '',
        'aGFsbG8',
        'a.b',
        `${text}.`,
        `${text}A`,
        text.replace('.', '..'),
        Buffer.alloc(32).toString('base64url'),
      ]
      for (const other of others)
        await expect(sign(other, card.pin)).rejects.toMatchObject({ code: 'ERR_LOGIN_MALFORMED' })
      // One octet of the payload written in another way: no longer canonical.
      const [header = '', payload = ''] = text.split('.')
      const spaced = Buffer.from(` ${Buffer.from(payload, 'base64url').toString()}`).toString('base64url')
      await expect(sign(`${header}.${spaced}`, card.pin)).rejects.toMatchObject({ code: 'ERR_LOGIN_MALFORMED' })
      await expect(sign(assertionFor(certificate, 'ES256'), card.pin)).rejects.toMatchObject({
        code: 'ERR_LOGIN_MALFORMED',
        details: { field: 'alg' },
      })
    })

    test('a certificate that is not on the token has no key there, and costs no try', async () => {
      const other = (await demoCardFiles()).find(({ id }) => id === 'moica')
      const text = assertionFor(fromBase64(other?.certificate ?? ''))
      await expect(sign(text, '9999')).rejects.toMatchObject({ code: 'ERR_CARD_NO_CERTIFICATE' })
      expect((await at.token()).pin.tries).toBe('untold')
    })

    test('a wrong PIN is said without a number, which SoftHSM does not tell; few tries are told before the next', async () => {
      const text = assertionFor(certificate)
      await expect(sign(text, '999999')).rejects.toMatchObject({ code: 'ERR_PIN_WRONG_UNTOLD' })
      expect((await at.token()).pin.tries).toBe('few')
      expect(isSignedBy(certificate, text, await sign(text, card.pin))).toBe(true)
      expect((await at.token()).pin.tries).toBe('untold')
    })

    test('a PIN of another length never reaches the token, which would count it', async () => {
      await expect(sign(assertionFor(certificate), '1')).rejects.toMatchObject({
        code: 'ERR_PIN_FORMAT',
        details: { minimum: 4, maximum: 64 },
      })
      expect((await at.token()).pin.tries).toBe('untold')
    })

    test('a module whose process is killed is told by its own code, and started anew at the next use', async () => {
      const pid = modulePids()[0] ?? 0
      const listing = at.ask('list-tokens', {})
      process.kill(pid, 'SIGKILL')
      expect((await listing).refusals).toMatchObject([{ error: { code: 'ERR_READER_MODULE_LOST' } }])
      expect((await at.token()).label).toBe('HCA demo')
      expect(modulePids()).not.toContain(pid)
    })

    test('a module that is not there, or is none, is told beside the tokens of the others', async () => {
      const both = openModules('/nowhere/lib.so', '/usr/bin/true', softHsmModule)
      const { tokens, refusals } = await both.ask('list-tokens', {})
      expect(tokens).toHaveLength(1)
      expect(refusals).toMatchObject([
        { module: 'lib.so', error: { code: 'ERR_READER_MODULE_FAILED' } },
        { module: 'true', error: { code: 'ERR_READER_MODULE_FAILED' } },
      ])
      await both.modules.close()
    })
  })
}
