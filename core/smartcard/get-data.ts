import type { CardChannel } from './card-channel.ts'

/** ISO 7816-4 §11.4.3 GET DATA: the data object with a tag of one or two bytes. Errors: StatusWordError (6A88: not there). */
export function getData(channel: CardChannel, tag: number): Promise<Uint8Array> {
  return channel.send({ name: 'GET DATA', ins: 0xca, p1: tag >> 8, p2: tag & 0xff, le: 256 })
}
