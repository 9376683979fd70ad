import { fromHex, toHex } from '../../core/bytes/hex.ts'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { newVirtualCard } from './virtual-card-reader.ts'

/** Commands in hex. */
export type Commands = readonly string[]

const select = '00a4040c0af04e4849544553540100'
const chooseKey = '002241b606800102840182'
const digestInfo = `3031300d060960864801650304020105000420${'5a'.repeat(32)}`

/** A conversation with an HCA test card in which every form of command occurs, up to a signature. */
export function conversation(file: CardFile, protocol: 't0' | 't1', lengths: 'short' | 'extended'): Commands {
  const verify = `0020008108${toHex(new TextEncoder().encode(file.pin)).padEnd(16, 'f')}`
  // Over T=0 a command has data or an answer with data (ISO 7816-3 §12.2); the rest is fetched with GET RESPONSE.
  const le = protocol === 't1' ? '00' : ''
  const getResponse = (length: string): Commands => (protocol === 't1' ? [] : [`00c00000${length}`])
  const short = [
    select,
    `00a404000af04e4849544553540100${le}`,
    ...getResponse('0e'),
    '00b0820000',
    '00b0010040',
    '00b07f0010', // behind the end
    '00ff000000', // no such instruction
    '0020008100', // how many tries are left
    verify,
    chooseKey,
    `102a9e9a20${digestInfo.slice(0, 64)}`,
    `002a9e9a13${digestInfo.slice(64)}${le}`,
    ...getResponse('00'),
  ]
  if (lengths === 'short' || protocol === 't0') return short
  return [
    ...short,
    '00b08200000000', // the whole certificate
    `00a4040c00012c${'00'.repeat(300)}`, // more data than a short command has room for
    select,
    verify,
    chooseKey,
    `002a9e9a000033${digestInfo}0000`,
  ]
}

/** What a card of this file, fresh from personalisation, says to them with no reader between. */
export async function answersOfCard(file: CardFile, protocol: 't0' | 't1', commands: Commands): Promise<string[]> {
  const { card } = newVirtualCard(file)
  await card.reset()
  const answers: string[] = []
  for (const command of commands)
    answers.push(toHex(await card.transmit(fromHex(command), { exact: protocol === 't0' })))
  return answers
}
