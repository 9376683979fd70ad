import { parseArgs } from 'node:util'
import { CodedError } from '../core/errors/coded-error.ts'
import { errorRow } from '../core/errors/error-table.ts'
import { fillIn } from '../core/i18n/text.ts'
import { WebUsbContext } from '../extension/readers/web-usb.ts'
import { type CommandName, commands } from './commands.ts'
import { UsageError } from './commands/usage-error.ts'
import { type Terminal, terminal } from './terminal.ts'
import { UsbIpUsb } from './usbip-usb.ts'

const usage = `npm run reader -- --usbip=PORT [--busid=ID] [--reader=NAME] COMMAND

Speaks to card readers over USB/IP with the same driver as the extension, without a browser. PORT is that of a USB/IP
server on this computer (127.0.0.1); every device it offers is taken while the command runs, or the one of --busid.

${Object.values(commands)
  .map(({ synopsis, summary }) => `  ${synopsis.padEnd(16)} ${summary}`)
  .join('\n')}

  --busid=ID       this device only, for example 1-1
  --reader=NAME    this reader, as list names it; otherwise the first that has a card
  --help           this text

Exit codes: 0 done; 1 the reader, the card or the server did not do it; 2 it was not tried.
`

const options = {
  usbip: { type: 'string' },
  busid: { type: 'string' },
  reader: { type: 'string' },
  help: { type: 'boolean' },
} as const

interface Call {
  readonly name: CommandName
  readonly operands: readonly string[]
  readonly port: number
  readonly busId: string | undefined
  readonly reader: string | undefined
}

/** Resolves with the exit code. */
export async function main(args: readonly string[], person: Terminal = terminal): Promise<number> {
  try {
    const call = parseCall(args)
    if (call === 'help') {
      person.tell(usage.trimEnd())
      return 0
    }
    await run(call, person)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      person.complain(`${error.message}\n(--help tells what there is)`)
      return 2
    }
    if (!(error instanceof CodedError)) throw error
    person.complain(sentences(error))
    return 1
  }
}

/** Error: UsageError. */
function parseCall(args: readonly string[]): Call | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [name = '', ...operands] = positionals
  if (!isCommand(name)) throw new UsageError(name === '' ? 'no command' : `no command ${name}`)
  const port = Number(values.usbip)
  if (values.usbip === undefined || !Number.isInteger(port) || port < 1 || port > 0xffff)
    throw new UsageError('--usbip=PORT: the port of a USB/IP server on this computer, 1 to 65535')
  commands[name].check(operands)
  return { name, operands, port, busId: values.busid, reader: values.reader }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

async function run({ name, operands, port, busId, reader }: Call, person: Terminal): Promise<void> {
  const usb = new UsbIpUsb({ port, busId })
  // Nothing is protected here but what another host holds: the class that browsers keep to themselves is ours too.
  const context = new WebUsbContext({ usb, protectsSmartCards: false })
  try {
    await commands[name].run({ usb, context, reader, operands, person })
  } finally {
    await context.close()
    await usb.close()
  }
}

function sentences({ code, message, details }: CodedError): string {
  const { cause, remedy } = errorRow(code)
  return `${code}: ${message}\n${fillIn(cause.en, details)} ${fillIn(remedy.en, details)}`
}
