import { whyNoPcscd } from '../../rigs/pcscd.ts'
import type { BenchResult } from '../result.ts'
import { buildProgram, runBuilt } from '../run-built.ts'
import { type ComparedSamples, judgeAgainstLibccid, notCompared } from './against-libccid.ts'
import { SerialReaderProcess } from './serial-reader.ts'

const reader = 'serial reader'

/** Our serial driver and libccid's, on the same pseudo terminal, with the reader at its other end in a process of its own. */
export async function measureSerial(): Promise<BenchResult[]> {
  const why = whyNoPcscd()
  if (why !== undefined) return notCompared(reader, why)
  const served = await SerialReaderProcess.start(await buildProgram('apdu/serial-reader-process.ts'))
  try {
    return judgeAgainstLibccid(reader, (await runBuilt('apdu/serial-process.ts', [served.path])) as ComparedSamples)
  } finally {
    await served.stop()
  }
}
