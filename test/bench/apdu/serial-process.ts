import { WebSerialContext } from '../../../extension/readers/web-serial.ts'
import { Pcscd } from '../../rigs/pcscd.ts'
import { TtyPorts } from '../../rigs/tty-ports.ts'
import { measureContext, type Samples } from './measure-commands.ts'
import { measureLibccid } from './measure-libccid.ts'
import { takeTurns } from './take-turns.ts'

/** The terminal of the reader. */
const [, , path = ''] = process.argv
const pcscd = new Pcscd()
pcscd.setReaders([{ name: 'Serial Reader', path }])

async function measureOurs(): Promise<Samples> {
  const context = new WebSerialContext({ ports: new TtyPorts([path]) })
  try {
    return await measureContext(context)
  } finally {
    await context.close()
  }
}

try {
  process.stdout.write(JSON.stringify(await takeTurns(measureOurs, () => measureLibccid(pcscd))))
} finally {
  await pcscd.remove()
}
