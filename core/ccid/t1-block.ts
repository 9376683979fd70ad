import { exclusiveOr } from '../bytes/exclusive-or.ts'

/** ISO 7816-3 §11.3.2: NAD, PCB, LEN, information field, and one (LRC) or two (CRC) bytes of error detection. */
export interface T1Block {
  readonly pcb: number
  readonly inf: Uint8Array
}

export type ErrorDetection = 'lrc' | 'crc'

const nad = 0x00
const prologue = 3
export const infMaximum = 254

/** §11.3.2.2: the bits of PCB. */
export const pcbs = {
  I: 0x00,
  moreBit: 0x20,
  R: 0x80,
  /** R-block: what was wrong with the block before. */
  otherError: 0x02,
  edcError: 0x01,
  S: 0xc0,
  response: 0x20,
  resynch: 0xc0,
  ifs: 0xc1,
  abort: 0xc2,
  wtx: 0xc3,
} as const

export const isI = (pcb: number): boolean => (pcb & 0x80) === 0
export const isR = (pcb: number): boolean => (pcb & 0xc0) === 0x80
/** N(S) of an I-block, N(R) of an R-block. */
export const sendNumber = (pcb: number): number => (pcb >> 6) & 1
export const receiveNumber = (pcb: number): number => (pcb >> 4) & 1

export const edcLength = (detection: ErrorDetection): number => (detection === 'lrc' ? 1 : 2)

export function encodeBlock({ pcb, inf }: T1Block, detection: ErrorDetection): Uint8Array<ArrayBuffer> {
  const end = prologue + inf.length
  const block = new Uint8Array(end + edcLength(detection))
  block.set([nad, pcb, inf.length])
  block.set(inf, prologue)
  block.set(edc(block.subarray(0, end), detection), end)
  return block
}

/** The block, or what an R-block says about bytes that are none. */
export function decodeBlock(bytes: Uint8Array, detection: ErrorDetection): T1Block | 'edcError' | 'otherError' {
  const [node, pcb, length] = bytes
  if (node === undefined || pcb === undefined || length === undefined || length > infMaximum) return 'otherError'
  const end = prologue + length
  if (bytes.length !== end + edcLength(detection)) return 'otherError'
  const expected = edc(bytes.subarray(0, end), detection)
  if (expected.some((byte, index) => byte !== bytes[end + index])) return 'edcError'
  // §11.3.2.1: we address the card as node 0, and so it answers.
  return node === nad ? { pcb, inf: bytes.subarray(prologue, end) } : 'otherError'
}

function edc(bytes: Uint8Array, detection: ErrorDetection): readonly number[] {
  if (detection === 'lrc') return [exclusiveOr(bytes)]
  const crc = bytes.reduce(crcStep, 0xffff)
  return [crc >> 8, crc & 0xff]
}

/**
 * ISO/IEC 13239: polynomial x^16 + x^12 + x^5 + 1, bits reversed. Not complemented and high byte first, as readers and
 * cards on the market have it (block 00 C1 01 FE ends in 54 4E).
 */
function crcStep(crc: number, byte: number): number {
  let value = crc ^ byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0x8408 : value >> 1
  return value
}
