import { concat } from '../bytes/concat.ts'
import { CodedError } from '../errors/coded-error.ts'
import { requireShort } from '../smartcard/command-apdu.ts'
import type { TransferBlock } from './transfer-block.ts'

/** CCID 1.1 §6.1.4 wLevelParameter and §6.2.1 bChainParameter: where a block stands in its APDU. */
export const chain = { whole: 0x00, begins: 0x01, ends: 0x02, continues: 0x03, wanted: 0x10 } as const

const nothing = new Uint8Array()
const responseMaximum = 0x1_0002

/** Short APDU level: one block there, one block back. */
export async function transmitShortApdu(command: Uint8Array, transfer: TransferBlock): Promise<Uint8Array> {
  requireShort(command)
  return (await transfer(command)).abData
}

/** Extended APDU level: an APDU that does not fit a message of `most` data bytes goes in several, both ways. */
export async function transmitExtendedApdu(
  command: Uint8Array,
  transfer: TransferBlock,
  most: number,
): Promise<Uint8Array> {
  let at = 0
  while (command.length - at > most) {
    const wLevelParameter = at === 0 ? chain.begins : chain.continues
    const { specific } = await transfer(command.subarray(at, at + most), { wLevelParameter })
    if (specific !== chain.wanted) throw wrongChain(specific)
    at += most
  }
  const wLevelParameter = at === 0 ? chain.whole : chain.ends
  let response = await transfer(command.subarray(at), { wLevelParameter })
  if (response.specific === chain.whole) return response.abData

  if (response.specific !== chain.begins) throw wrongChain(response.specific)
  const parts = [response.abData]
  let total = response.abData.length
  while (response.specific !== chain.ends) {
    response = await transfer(nothing, { wLevelParameter: chain.wanted })
    const isPart = response.specific === chain.continues || response.specific === chain.ends
    total += response.abData.length
    if (!isPart || total > responseMaximum) throw wrongChain(response.specific)
    parts.push(response.abData)
  }
  return concat(...parts)
}

const wrongChain = (bChainParameter: number): CodedError =>
  new CodedError('ERR_READER_PROTOCOL', `bChainParameter ${bChainParameter} out of turn`, {
    details: { field: 'bChainParameter' },
  })
