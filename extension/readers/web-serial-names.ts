import type { SerialReaderModel } from '../../core/serial-ccid/serial-models.ts'
import type { GrantedPort } from './serial-ports.ts'

/** The browser does not tell a port's name, only the numbers of a USB adapter: of several readers these tell which. */
export const serialReaderName = (usb: GrantedPort['usb']): string =>
  usb ? `健保讀卡機 USB ${hex(usb.vendorId)}:${hex(usb.productId)}` : '健保讀卡機'

/** One per slot, in their order: what is put there. */
export const serialSlotNames = (readerName: string, { slots }: SerialReaderModel): string[] =>
  slots.length === 1 ? [readerName] : slots.map(({ name }) => `${readerName}－${name}`)

const hex = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0')
