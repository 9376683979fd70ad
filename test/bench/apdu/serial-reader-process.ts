import { makeDemoPki } from '../../../demo/pki/make-demo-pki.ts'
import { openPty } from '../../rigs/pty.ts'
import { serveSerialReader } from '../../rigs/serial-reader.ts'
import { newVirtualCard, VirtualCardReader } from '../../rigs/virtual-card-reader.ts'

/** A card in a reader on a pseudo terminal, whose path is printed. Ends with its standard input. */
const { cards } = await makeDemoPki({ now: new Date() })
const file = cards.find(({ id }) => id === 'hca-personnel')
if (!file) throw new Error('the demo has no such card')
const pty = openPty()
serveSerialReader(pty, new VirtualCardReader(newVirtualCard(file).card))
process.stdout.write(`${pty.path}\n`)
process.stdin.on('end', () => process.exit(0)).resume()
