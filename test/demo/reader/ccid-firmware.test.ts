import { describe, expect, it } from 'vitest'
import { concat } from '../../../core/bytes/concat.ts'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import type { ReaderFault } from '../../../demo/reader/reader-faults.ts'
import { bytesOf, claim, plainCard, type ReaderSetUp, setUpReader, t0Answer } from './set-up.ts'

/** The ten bytes of CCID by hand: the virtual reader is not tested by the driver that it tests. */
class Host {
  readonly #device: USBDevice
  readonly #endpoints: Awaited<ReturnType<typeof claim>>
  readonly #bigEndian: boolean
  #sequence = 0

  private constructor(device: USBDevice, endpoints: Awaited<ReturnType<typeof claim>>, bigEndian: boolean) {
    this.#device = device
    this.#endpoints = endpoints
    this.#bigEndian = bigEndian
  }

  static async open({ device }: ReaderSetUp, bigEndian = false): Promise<Host> {
    return new Host(device, await claim(device), bigEndian)
  }

  get interruptIn(): number {
    return this.#endpoints.interruptIn ?? 0
  }

  async send(type: number, parameters: readonly number[] = [0, 0, 0], data = new Uint8Array(), slot = 0) {
    this.#sequence = (this.#sequence + 1) & 0xff
    const message = concat([type, 0, 0, 0, 0, slot, this.#sequence], parameters, data)
    new DataView(message.buffer).setUint32(1, data.length, !this.#bigEndian)
    await this.#device.transferOut(this.#endpoints.bulkOut, message)
    return this.#sequence
  }

  async receive() {
    const result = await this.#device.transferIn(this.#endpoints.bulkIn, 65_536)
    const bytes = bytesOf(result)
    const length = bytes.length < 10 ? 0 : new DataView(bytes.buffer).getUint32(1, !this.#bigEndian)
    const [type = -1, , , , , , sequence = -1, status = -1, error = -1, parameter = -1] = bytes
    return { result, type, length, sequence, status, error, parameter, data: toHex(bytes.subarray(10)) }
  }

  async ask(type: number, parameters?: readonly number[], hex = '', slot = 0) {
    const sequence = await this.send(type, parameters, fromHex(hex), slot)
    const answer = await this.receive()
    expect(answer.sequence).toBe(sequence)
    return answer
  }
}

const powerOn = 0x62
const transfer = 0x6f
const select = '00A4040C0AF04E4849544553540100'
const lrc = (hex: string) => {
  const bytes = fromHex(hex)
  return toHex(concat(bytes, [bytes.reduce((sum, byte) => sum ^ byte, 0)]))
}

describe('power and slot', () => {
  it('a card is inactive, then active with its ATR, then inactive again', async () => {
    const host = await Host.open(await setUpReader('it-500u'))
    expect(await host.ask(0x65)).toMatchObject({ type: 0x81, status: 1 })
    expect(await host.ask(powerOn)).toMatchObject({ type: 0x80, status: 0, data: plainCard().answerToReset })
    expect(await host.ask(0x65)).toMatchObject({ status: 0 })
    expect(await host.ask(0x63)).toMatchObject({ type: 0x81, status: 1 })
  })

  it('an empty slot and a mute card fail as ICC_MUTE, with the slot’s state', async () => {
    const setUp = await setUpReader('it-500u')
    const host = await Host.open(setUp)
    await setUp.desk.removeCard(setUp.readerName)
    expect(await host.ask(powerOn)).toMatchObject({ status: 0x42, error: 0xfe })
    await setUp.desk.insertCard(setUp.readerName, 'plain', { mute: true })
    expect(await host.ask(powerOn)).toMatchObject({ status: 0x41, error: 0xfe })
  })

  it('a reader that chooses the voltage refuses to be told', async () => {
    const host = await Host.open(await setUpReader('it-500u'))
    expect(await host.ask(powerOn, [1, 0, 0])).toMatchObject({ status: 0x41, error: 7 })
    expect(await host.ask(powerOn, [0, 0, 0])).toMatchObject({ status: 0 })
  })

  it('another slot and an unknown message are refused by number', async () => {
    const host = await Host.open(await setUpReader('it-500u'))
    expect(await host.ask(0x65, undefined, '', 1)).toMatchObject({ status: 0x42, error: 5 })
    expect(await host.ask(0x7f)).toMatchObject({ type: 0x81, status: 0x41, error: 0 })
  })

  it('an insertion and a removal are told on the interrupt endpoint', async () => {
    const setUp = await setUpReader('it-500u')
    const host = await Host.open(setUp)
    const notice = async () => toHex(bytesOf(await setUp.device.transferIn(host.interruptIn, 8)))
    expect(await notice()).toBe('5003')
    const waiting = notice()
    await setUp.desk.removeCard(setUp.readerName)
    expect(await waiting).toBe('5002')
  })
})

describe('APDU level', () => {
  it.each(['it-500u', 'extended'])('%s passes a short APDU, to T=1 and T=0 cards alike', async (model) => {
    for (const answerToReset of [plainCard().answerToReset, t0Answer]) {
      const host = await Host.open(await setUpReader(model, plainCard({ answerToReset })))
      await host.ask(powerOn)
      expect(await host.ask(transfer, undefined, select)).toMatchObject({ status: 0, data: '9000' })
      expect((await host.ask(transfer, undefined, '00B0810000')).data).toMatch(/^e0.*9000$/)
      expect(await host.ask(transfer, undefined, '00200081')).toMatchObject({ data: '63c3' })
      expect((await host.ask(transfer, undefined, '00A4040000')).data).toBe('6a82')
      expect((await host.ask(transfer, undefined, `00A404000AF04E484954455354010000`)).data).toMatch(/^6f0c.*9000$/)
    }
  })

  it('a short-level reader does not pass an extended APDU', async () => {
    const host = await Host.open(await setUpReader('it-500u'))
    await host.ask(powerOn)
    expect(await host.ask(transfer, undefined, '00B08100000000')).toMatchObject({ status: 0x40, error: 0xfe })
  })

  it('an extended-level reader splits what is longer than its messages, both ways', async () => {
    const certificate = Buffer.alloc(600, 0x55).toString('base64')
    const host = await Host.open(await setUpReader('extended', plainCard({ certificate })))
    await host.ask(powerOn)
    await host.ask(transfer, undefined, select)
    expect(await host.ask(transfer, [0, 1, 0], '00B082')).toMatchObject({ length: 0, parameter: 0x10 })
    const first = await host.ask(transfer, [0, 2, 0], '00000000')
    expect(first).toMatchObject({ parameter: 1, length: 261 })
    const second = await host.ask(transfer, [0, 0x10, 0])
    expect(second).toMatchObject({ parameter: 3, length: 261 })
    const third = await host.ask(transfer, [0, 0x10, 0])
    expect(third).toMatchObject({ parameter: 2, length: 602 - 2 * 261 })
    expect(first.data + second.data + third.data).toBe(`${'55'.repeat(600)}9000`)
    expect(await host.ask(transfer, [0, 4, 0], '00')).toMatchObject({ status: 0x40, error: 8 })
  })
})

describe('the EZ100PU', () => {
  const powered = async (answerToReset = plainCard().answerToReset) => {
    const host = await Host.open(await setUpReader('ez100pu', plainCard({ answerToReset })), true)
    expect(await host.ask(powerOn, [1, 0, 0])).toMatchObject({ data: `00${answerToReset}` })
    return host
  }
  const setT1 = '1110004500FE00'

  it('speaks big-endian and puts a zero before the ATR', async () => {
    await powered()
  })

  it('carries noise until the parameters are of the card’s protocol', async () => {
    const host = await powered()
    expect(await host.ask(transfer, undefined, lrc('00C10120'))).toMatchObject({ status: 0x40, error: 0xfe })
    expect(await host.ask(0x61, [0, 0, 0], '1100000A00')).toMatchObject({ type: 0x82, status: 0x40, error: 7 })
    expect(await host.ask(0x61, [1, 0, 0], setT1)).toMatchObject({ type: 0x82, status: 0, parameter: 1 })
    expect(await host.ask(transfer, undefined, lrc('00C10120'))).toMatchObject({ data: lrc('00E10120') })
  })

  it('passes T=1 blocks: 32 bytes each until IFSD is told, and a wrong check is asked for again', async () => {
    const host = await powered()
    await host.ask(0x61, [1, 0, 0], setT1)
    const block = async (hex: string) => (await host.ask(transfer, undefined, lrc(hex))).data
    expect(await block(`00000F${select}`)).toBe(lrc('0000029000'))
    const first = await block('00400500B0810000')
    expect(first.slice(0, 6)).toBe('006020')
    const second = await block('008000')
    expect(second.slice(0, 4)).toBe('0000')
    expect((await host.ask(transfer, undefined, '0090FF00')).data).toBe(lrc('008100'))
    expect(await block('00C000')).toBe(lrc('00E000'))
    expect(await block('00C101FE')).toBe(lrc('00E101FE'))
    expect((await block('00000500B0810000')).slice(0, 4)).toBe('0000')
  })

  it('passes T=0 TPDUs, with 6Cxx and 61xx left to the driver', async () => {
    const host = await powered(t0Answer)
    const tpdu = async (hex: string) => (await host.ask(transfer, undefined, hex)).data
    expect(await tpdu(select)).toBe('9000')
    const corrected = await tpdu('00B0810000')
    expect(corrected.slice(0, 2)).toBe('6c')
    expect(await tpdu(`00B08100${corrected.slice(2)}`)).toMatch(/^e0.*9000$/)
    expect(await tpdu('00A404000AF04E4849544553540100')).toBe('610e')
    expect(await tpdu('00C000000E')).toMatch(/^6f0c.*9000$/)
    expect(await tpdu('0020008100')).toBe('63c3')
  })
})

describe('faults', () => {
  const withFault = async (fault: ReaderFault) => {
    const setUp = await setUpReader('it-500u')
    const host = await Host.open(setUp)
    await host.ask(powerOn)
    setUp.desk.injectFault(setUp.readerName, fault)
    return { ...setUp, host }
  }

  it('late: the answer comes when it may', async () => {
    let release: (() => void) | undefined
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    const { host } = await withFault({ kind: 'late', until })
    await host.send(0x65)
    const answer = host.receive()
    expect(await Promise.race([answer, Promise.resolve('nothing yet')])).toBe('nothing yet')
    release?.()
    expect(await answer).toMatchObject({ type: 0x81 })
  })

  it('time extension: twice with bmCommandStatus 2, then the answer', async () => {
    const { host } = await withFault({ kind: 'time-extension' })
    const sequence = await host.send(transfer, undefined, fromHex(select))
    expect(await host.receive()).toMatchObject({ type: 0x80, status: 0x80, sequence })
    expect(await host.receive()).toMatchObject({ status: 0x80, sequence })
    expect(await host.receive()).toMatchObject({ status: 0, data: '9000', sequence })
  })

  it('wrong sequence, and an answer of before', async () => {
    const wrong = await withFault({ kind: 'wrong-sequence' })
    const sequence = await wrong.host.send(0x65)
    expect((await wrong.host.receive()).sequence).toBe(sequence - 1)
    const stale = await withFault({ kind: 'stale-answer' })
    const right = await stale.host.send(0x65)
    expect((await stale.host.receive()).sequence).toBe(right - 1)
    expect((await stale.host.receive()).sequence).toBe(right)
  })

  it('zero-length packet, truncation and stall', async () => {
    const empty = await withFault({ kind: 'zero-length-packet' })
    await empty.host.send(0x65)
    expect((await empty.host.receive()).result.data?.byteLength).toBe(0)
    expect(await empty.host.receive()).toMatchObject({ type: 0x81 })

    const cut = await withFault({ kind: 'truncated' })
    await cut.host.send(0x65)
    expect((await cut.host.receive()).result.data?.byteLength).toBe(5)

    const stalled = await withFault({ kind: 'stall' })
    await stalled.host.send(0x65)
    expect((await stalled.host.receive()).result.status).toBe('stall')
    await stalled.device.clearHalt('in', 1)
    expect(await stalled.host.ask(0x65)).toMatchObject({ type: 0x81 })
  })

  it('a broken transfer and an unplugged reader end the transfer that waits', async () => {
    for (const [kind, name] of [
      ['transfer-error', 'NetworkError'],
      ['unplug', 'NotFoundError'],
    ] as const) {
      const { host } = await withFault({ kind })
      const answer = expect(host.receive()).rejects.toMatchObject({ name })
      await host.send(0x65)
      await answer
    }
  })

  it('mute strikes the named command only, and not before the skipped ones', async () => {
    const { host } = await withFault({ kind: 'mute', at: { ins: 0xb0, skip: 1 } })
    await host.ask(transfer, undefined, select)
    expect((await host.ask(transfer, undefined, '00B0810000')).status).toBe(0)
    expect(await host.ask(transfer, undefined, '00B0810000')).toMatchObject({ status: 0x40, error: 0xfe })
    expect((await host.ask(transfer, undefined, '00B0810000')).status).toBe(0)
  })

  it('a card pulled before a command has not seen it, after it has', async () => {
    for (const when of ['before', 'after'] as const) {
      const { host, desk } = await withFault({ kind: 'remove-card', at: { ins: 0x20 }, when })
      await host.ask(transfer, undefined, select)
      const answer = await host.ask(transfer, undefined, '0020008108393939393939FFFF')
      expect(answer).toMatchObject({ status: 0x42, error: 0xfe })
      const { readers, cards } = await desk.snapshot()
      expect(readers[0]?.cardId).toBeNull()
      expect(cards[0]?.state).toMatchObject({ triesLeft: when === 'before' ? 3 : 2, powered: false })
    }
  })

  it('silent: nothing comes, and the reader goes on', async () => {
    const { host } = await withFault({ kind: 'silent' })
    await host.send(0x65)
    expect(await host.ask(0x65)).toMatchObject({ type: 0x81 })
  })
})
