import { describe, expect, it } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import type { ReaderStateFlags } from '../../../core/smartcard/context.ts'
import { cardService } from '../../../extension/checks/card-service.ts'
import { extensionVersion } from '../../../extension/checks/extension-version.ts'
import { grantKept } from '../../../extension/checks/grant-kept.ts'
import { protectedReader } from '../../../extension/checks/protected-reader.ts'
import { readerGrant } from '../../../extension/checks/reader-grant.ts'
import { readerInUse } from '../../../extension/checks/reader-in-use.ts'
import { readers } from '../../../extension/checks/readers.ts'
import { remoteSession } from '../../../extension/checks/remote-session.ts'
import type { TransportState } from '../../../extension/readers/registry.ts'
import { fakeBrowser, portal, probed, situation } from './situation.ts'

const { signal } = new AbortController()

const transport = (id: TransportState['id'], more: Partial<TransportState> = {}): TransportState => ({
  id,
  readers: [],
  refusals: [],
  ...more,
})
const refusal = (code: ErrorCode, readerName = 'PC/SC') => ({ readerName, error: new CodedError(code, 'test') })
const usb = transport('web-usb', { readers: ['EZ100PU'] })
const service = transport('native-host', { readers: ['IT-500U'], service: { version: '0.1.0' } })

const on = (transports: readonly TransportState[], states: Readonly<Record<string, ReaderStateFlags>> = {}) =>
  situation({
    transports: () => Promise.resolve(transports),
    cardsIn: () => Promise.resolve(new Map(Object.entries(states))),
  })

describe('reader-grant', () => {
  it.each([
    ['a chosen reader', [usb], { finding: 'granted', details: { count: 1 } }],
    ['one that the card service reaches', [transport('web-usb'), service], { finding: 'by-service' }],
    ['none', [transport('web-usb')], { finding: 'none' }],
  ])('%s', async (_, transports, outcome) => expect(await readerGrant.run(on(transports), signal)).toEqual(outcome))
})

describe('card-service', () => {
  const host = (code: ErrorCode) => transport('native-host', { refusals: [refusal(code)] })
  it.each([
    [[service], { finding: 'ready', details: { version: '0.1.0' } }],
    [[transport('smart-card-connector')], { finding: 'not-offered' }],
    [[host('ERR_READER_HOST_MISSING')], { finding: 'missing' }],
    [[usb, host('ERR_READER_HOST_MISSING')], { finding: 'not-needed' }],
    [[usb, host('ERR_READER_HOST_BLOCKED')], { finding: 'blocked' }],
    [[host('ERR_READER_HOST_OUTDATED')], { finding: 'outdated' }],
    [[host('ERR_READER_SERVICE')], { finding: 'no-system-service' }],
    [[host('ERR_READER_HOST_LOST')], { finding: 'broken', details: { code: 'ERR_READER_HOST_LOST' } }],
  ])('%j', async (transports, outcome) => expect(await cardService.run(on(transports), signal)).toEqual(outcome))
})

describe('grant-kept', () => {
  it.each([
    ['none', [], 'none'],
    ['one with a serial number', [{ productName: 'A', serialNumber: '1' }], 'kept'],
    [
      'one without',
      [
        { productName: 'A', serialNumber: '1' },
        { productName: 'B', serialNumber: null },
      ],
      'not-kept',
    ],
  ])('%s', async (_, devices, finding) => {
    const outcome = await grantKept.run(situation({ usbDevices: () => Promise.resolve(devices) }), signal)
    expect(outcome).toMatchObject({ finding })
  })
})

describe('readers', () => {
  it('are listed with what is in them; several are no fault', async () => {
    const states = { EZ100PU: { present: true }, 'IT-500U': { empty: true } }
    expect(await readers.run(on([usb, service], states), signal)).toEqual({
      finding: 'found',
      details: { readers: '● EZ100PU, ○ IT-500U' },
    })
    expect(await readers.run(on([transport('web-usb')]), signal)).toEqual({ finding: 'none' })
  })

  it('one that another program holds is told, whether it says so itself or its port cannot be opened', async () => {
    const serial = transport('web-serial', { refusals: [refusal('ERR_READER_SERIAL_BUSY', 'COM3')] })
    expect(await readerInUse.run(on([serial, service], { 'IT-500U': { exclusive: true } }), signal)).toEqual({
      finding: 'held',
      details: { readers: 'COM3, IT-500U' },
    })
    expect(await readerInUse.run(on([service]), signal)).toEqual({ finding: 'free' })
    expect(await readerInUse.run(on([]), signal)).toEqual({ finding: 'none' })
  })

  it('one that the browser protects needs the card service', async () => {
    const refused = transport('web-usb', { refusals: [refusal('ERR_READER_PROTECTED_CLASS', 'IT-500U')] })
    expect(await protectedReader.run(on([refused]), signal)).toEqual({
      finding: 'protected',
      details: { readers: 'IT-500U' },
    })
    expect(await protectedReader.run(on([refused, service]), signal)).toMatchObject({ finding: 'by-service' })
    expect(await protectedReader.run(on([usb]), signal)).toEqual({ finding: 'none' })
  })
})

describe('remote-session', () => {
  it.each([
    [true, 'remote'],
    [false, 'local'],
    [undefined, 'untold'],
  ])('the card service says %s', async (told, finding) => {
    const host = transport('native-host', { service: { version: '1', remoteSession: told } })
    expect(await remoteSession.run(on([usb, host]), signal)).toEqual({ finding })
  })
})

describe('extension-version', () => {
  const withVersion = (version: string, probe = probed()) =>
    situation({
      browser: fakeBrowser({ management: { getSelf: () => Promise.resolve({ version }) } }),
      probe: () => Promise.resolve(probe),
    })

  it.each([
    ['1.0.0', 'current'],
    ['0.9.9', 'outdated'],
  ])('%s is %s', async (version, finding) =>
    expect(await extensionVersion.run(withVersion(version), signal)).toEqual({
      finding,
      details: { version, wanted: '1.0.0' },
    }),
  )

  it('without the portal’s word it is not known', async () => {
    const dead = probed(portal, { error: 'net::ERR_TIMED_OUT', echo: undefined })
    expect(await extensionVersion.run(withVersion('1.0.0', dead), signal)).toMatchObject({ finding: 'unreachable' })
  })
})
