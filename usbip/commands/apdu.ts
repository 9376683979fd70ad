import { toHex } from '../../core/bytes/hex.ts'
import { chooseReader } from './choose-reader.ts'
import type { ReaderCommand } from './reader-command.ts'
import { readingCommand } from './reading-commands.ts'
import { UsageError } from './usage-error.ts'

export const apdu: ReaderCommand = {
  synopsis: 'apdu HEX…',
  summary: 'sends command APDUs that only read, and prints the answers',
  check(operands) {
    if (operands.length === 0) throw new UsageError('apdu: no command in hex')
    operands.forEach(readingCommand)
  },
  async run(situation) {
    const { context, operands, person } = situation
    const { connection } = await context.connect(await chooseReader(situation), 'shared')
    try {
      for (const operand of operands) {
        const command = readingCommand(operand)
        person.tell(`> ${toHex(command)}`)
        person.tell(`< ${toHex(await connection.transmit(command))}`)
      }
    } finally {
      await connection.disconnect('unpower')
    }
  },
}
