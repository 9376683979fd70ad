import { fromHex } from '../../../core/bytes/hex.ts'

export const nhiAnswer = fromHex('3B EE 00 00 81 31 FE 45 80 31 80 66 40 90 93 06 0F 17 83 0F 90 00 F3')

export const selectNhi = `
      > 00 A4 04 00 10 D1 58 00 00 01 00 00 00 00 00 00 00 00 00 11 00
      < 90 00`

/** 王小明, an invented holder of an invented number. */
export const nhiTranscript = `${selectNhi}
      > 00 CA 11 00 02 00 00
      < 303030303132333435363738A4FDA470A9FA000000000000000000000000000041313233343536373839303830303130314D31303430373031 90 00`
