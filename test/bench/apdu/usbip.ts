import { readerModel } from '../../../demo/reader/reader-models.ts'
import { whyNoPcscd } from '../../rigs/pcscd.ts'
import { UsbMachine, whyNoUsbMachine } from '../../rigs/usb-machine.ts'
import { UsbIpServerProcess } from '../../rigs/usbip/usbip-server-process.ts'
import type { BenchResult } from '../result.ts'
import { buildProgram, runBuilt } from '../run-built.ts'
import { type ComparedSamples, judgeAgainstLibccid, notCompared } from './against-libccid.ts'

const reader = 'USB/IP reader'
const model = 'it-500u-protected'

/** Our driver and libccid on the same USB/IP device, whose server is a process of its own. */
export async function measureUsbIp(): Promise<BenchResult[]> {
  const why = whyNoUsbMachine() ?? whyNoPcscd()
  if (why !== undefined) return notCompared(reader, why)
  const program = await buildProgram('apdu/usbip-server-process.ts')
  const server = await UsbIpServerProcess.start({ readers: [model], cards: ['hca-personnel'], program })
  const places = server.readers.map(({ busId }) => ({ busId, model: readerModel(model) }))
  const machine = new UsbMachine({ usb: { serverPort: server.port, places } })
  try {
    const args = [String(server.port), machine.enter]
    return judgeAgainstLibccid(reader, (await runBuilt('apdu/usbip-process.ts', args)) as ComparedSamples)
  } finally {
    machine.remove()
    await server.stop()
  }
}
