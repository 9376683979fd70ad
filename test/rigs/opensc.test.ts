import { verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CardState } from '../../demo/cards/card-memory.ts'
import { cardFile } from './card-files.ts'
import { describeRig } from './describe-rig.ts'
import { openUsbService, type UsbService, whyNoUsbService } from './usb-service.ts'

/** What OpenSC takes each card for, and the number of its certificate there. */
const cards = {
  piv: { driver: 'Personal Identity Verification Card', certificate: '01' },
  pkcs15: { driver: 'Javacard with IsoApplet', certificate: '45' },
} as const
type CardId = keyof typeof cards
const ids = Object.keys(cards) as CardId[]

/**
 * Every level, APDUs of both lengths, and a keypad (at TPDU level). Not more than four: its PKCS#11 module has no slots
 * for a fifth.
 */
const models = ['it-500u', 'extended', 'character', 'pin-pad'] as const
const keypad = models.indexOf('pin-pad')

describeRig('OpenSC judges the virtual cards', whyNoUsbService(), () => {
  const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-opensc-'))
  let service: UsbService

  beforeAll(async () => {
    service = await openUsbService(models)
  })
  afterAll(async () => {
    await service?.close()
    rmSync(scratch, { recursive: true })
  })

  const deskName = (reader: number): string => service.deskName(models[reader] ?? '')
  /** Does it with the card in this reader, and in no other. */
  async function withCard(reader: number, id: CardId, work: () => Promise<void>): Promise<void> {
    const readerName = (await service.opensc.readers())[reader] ?? ''
    await service.desk.resetCard(id)
    await service.desk.insertCard(deskName(reader), id)
    await service.client.noticed(readerName, 'present')
    try {
      await work()
    } finally {
      await service.desk.removeCard(deskName(reader))
      await service.client.noticed(readerName, 'empty')
    }
  }
  async function stateOf(id: CardId): Promise<CardState> {
    const { cards } = await service.desk.snapshot()
    const card = cards.find((candidate) => candidate.id === id)
    if (!card) throw new Error(`no card ${id}`)
    return card.state
  }
  /** PKCS#11 numbers readers otherwise, and finds the card by itself when there is one. */
  const pkcs11 = (...args: readonly string[]): Promise<string> => service.opensc.run('pkcs11-tool', ...args)
  const certificateOf = (id: CardId): X509Certificate =>
    new X509Certificate(Buffer.from(cardFile(id).certificate ?? '', 'base64'))

  for (const [reader, model] of models.entries()) {
    it.each(ids)(`a %s card in ${model} is known, read, and signs`, (id) =>
      withCard(reader, id, async () => {
        const number = String(reader)
        expect(await service.opensc.run('opensc-tool', '--reader', number, '--name')).toContain(cards[id].driver)
        if (id === 'piv')
          expect(await service.opensc.run('piv-tool', '--reader', number, '--name')).toContain(cards[id].driver)

        const content = await service.opensc.run('pkcs15-tool', '--reader', number, '--dump')
        for (const object of ['PIN [', 'Private RSA Key [', 'X.509 Certificate [']) expect(content).toContain(object)
        const read = ['--reader', number, '--read-certificate', cards[id].certificate]
        expect(new X509Certificate(await service.opensc.run('pkcs15-tool', ...read)).raw).toEqual(certificateOf(id).raw)

        const [message, signature] = [join(scratch, 'message'), join(scratch, 'signature')]
        writeFileSync(message, 'what is signed')
        const sign = ['--sign', '--mechanism', 'SHA256-RSA-PKCS', '--input-file', message, '--output-file', signature]
        // By keypad where there is one.
        if (reader === keypad) service.desk.enterOnKeypad(deskName(reader), { digits: cardFile(id).pin })
        const pin = reader === keypad ? [] : ['--pin', cardFile(id).pin]
        await pkcs11('--login', ...pin, '--id', cards[id].certificate, ...sign)
        const { publicKey } = certificateOf(id)
        expect(verify('sha256', readFileSync(message), publicKey, readFileSync(signature))).toBe(true)
        expect(await stateOf(id)).toMatchObject({ triesLeft: 3, verifyCount: 1, signCount: 1 })
      }),
    )
  }

  it.each(ids)('all that pkcs11-tool tests of a %s card holds', (id) =>
    withCard(models.indexOf('extended'), id, async () => {
      const said = await pkcs11('--login', '--pin', cardFile(id).pin, '--test')
      expect(said).toMatch(/^No errors$/m)
      expect(said).toMatch(/SHA256-RSA-PKCS: OK/)
    }),
  )

  it.each([
    ['a wrong PIN', { digits: '999999' }, 'PIN code or key incorrect', 2],
    ['the red key', 'cancel', 'Input operation cancelled by user', 3],
    ['too few digits', { digits: '24' }, 'Invalid PIN length', 3],
  ] as const)('%s on the keypad is said as such', (_what, entry, words, triesLeft) =>
    withCard(keypad, 'pkcs15', async () => {
      service.desk.enterOnKeypad(deskName(keypad), entry)
      await expect(service.opensc.run('pkcs15-tool', '--reader', String(keypad), '--verify-pin')).rejects.toThrow(words)
      expect(await stateOf('pkcs15')).toMatchObject({ triesLeft, verified: false })
    }),
  )
})
