import type { CardFile } from '../../../demo/cards/card-file.ts'
import { memoryStore, type DemoStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'

/** A card without key or certificate, for tests that do not sign: nothing has to be generated. */
export const plainCard = (changes: Partial<CardFile> = {}): CardFile => ({
  id: 'plain',
  label: { zhTW: '', en: '' },
  cardType: 'hca-personnel',
  environment: 'test',
  cardSn: 'HC00000000000201',
  institution: null,
  answerToReset: '3b8d8131fe4580738021c057484341544553541f',
  pin: '123456',
  tries: 3,
  certificate: null,
  issuerCertificate: null,
  privateKey: null,
  ...changes,
})

export const t0Answer = '3b6d000080738021805748434154455354'

export interface ReaderSetUp {
  readonly desk: VirtualDesk
  readonly store: DemoStore
  readonly readerName: string
  readonly device: USBDevice
}

/** A desk with one granted reader and the card in it. */
export async function setUpReader(model: string, card: CardFile = plainCard()): Promise<ReaderSetUp> {
  const store = memoryStore()
  const desk = createVirtualDesk({ store })
  await desk.loadCards([card])
  const readerName = await desk.plugReader(model)
  await desk.grantReader(readerName)
  await desk.insertCard(readerName, card.id)
  const [device] = await desk.usb.getDevices()
  if (!device) throw new Error('no device was granted')
  return { desk, store, readerName, device }
}

/** Opens the device and claims the interface that has endpoints. */
export async function claim(device: USBDevice): Promise<{ bulkIn: number; bulkOut: number; interruptIn?: number }> {
  await device.open()
  await device.selectConfiguration(1)
  const withEndpoints = device.configuration?.interfaces.find(({ alternate }) => alternate.endpoints.length > 0)
  if (!withEndpoints) throw new Error('no interface with endpoints')
  await device.claimInterface(withEndpoints.interfaceNumber)
  const find = (direction: USBDirection, type: USBEndpointType) =>
    withEndpoints.alternate.endpoints.find((endpoint) => endpoint.direction === direction && endpoint.type === type)
      ?.endpointNumber
  const interruptIn = find('in', 'interrupt')
  return {
    bulkIn: find('in', 'bulk') ?? 0,
    bulkOut: find('out', 'bulk') ?? 0,
    ...(interruptIn === undefined ? {} : { interruptIn }),
  }
}

export const bytesOf = ({ data }: USBInTransferResult): Uint8Array<ArrayBuffer> =>
  data ? Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) : new Uint8Array()

/** The exception's name and Chromium's sentence. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return String(error)
  }
  return 'allowed'
}
