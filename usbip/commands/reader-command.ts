import type { WebUsbContext } from '../../extension/readers/web-usb.ts'
import type { Terminal } from '../terminal.ts'
import type { UsbIpUsb } from '../usbip-usb.ts'

export interface CommandSituation {
  readonly usb: UsbIpUsb
  readonly context: WebUsbContext
  /** The reader that was named. */
  readonly reader: string | undefined
  readonly operands: readonly string[]
  readonly person: Terminal
}

export interface ReaderCommand {
  readonly synopsis: string
  readonly summary: string
  /** Before anything is touched. Error: UsageError. */
  check(operands: readonly string[]): void
  /** Errors: CodedError. */
  run(situation: CommandSituation): Promise<void>
}
