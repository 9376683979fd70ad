import { toHex } from '../../core/bytes/hex.ts'
import { chooseReader } from './choose-reader.ts'
import type { ReaderCommand } from './reader-command.ts'
import { withoutOperands } from './without-operands.ts'

export const atr: ReaderCommand = {
  synopsis: 'atr',
  summary: 'the answer to reset, in hex',
  check: withoutOperands,
  async run(situation) {
    const { context, person } = situation
    const { connection } = await context.connect(await chooseReader(situation), 'shared')
    try {
      const { answerToReset } = await connection.status()
      person.tell(toHex(answerToReset ?? new Uint8Array()))
    } finally {
      await connection.disconnect('unpower')
    }
  },
}
