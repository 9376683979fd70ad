import { measureDriver } from './apdu/driver.ts'
import { measureNativeHost } from './apdu/native-host.ts'
import { measureSerial } from './apdu/serial.ts'
import { measureUsbIp } from './apdu/usbip.ts'
import type { Bench, BenchResult } from './result.ts'

const measures: readonly (() => Promise<readonly BenchResult[]>)[] = [
  measureDriver,
  measureSerial,
  measureUsbIp,
  measureNativeHost,
]

/** What a command to a card takes on each way to it, beside what the system's own software takes for the same. */
export const apdu: Bench = {
  name: 'apdu',
  async run() {
    const results: BenchResult[] = []
    for (const measure of measures) results.push(...(await measure()))
    return results
  },
}
