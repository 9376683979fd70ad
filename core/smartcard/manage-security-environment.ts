import { concat } from '../bytes/concat.ts'
import type { CardChannel } from './card-channel.ts'

/** ISO 7816-4 §10.3.3: which control reference template P2 names. */
export const controlReferenceTemplates = {
  authentication: 0xa4,
  digitalSignature: 0xb6,
  confidentiality: 0xb8,
} as const

export interface SecurityEnvironment {
  readonly template: keyof typeof controlReferenceTemplates
  /** Data object 80: the card's number for the algorithm. */
  readonly algorithm?: number
  /** Data object 84: the private key. */
  readonly privateKeyReference?: number
}

/** ISO 7816-4 §11.5.11 MANAGE SECURITY ENVIRONMENT: SET for computation. */
export async function manageSecurityEnvironment(
  channel: CardChannel,
  { template, algorithm, privateKeyReference }: SecurityEnvironment,
): Promise<void> {
  const data = concat(
    algorithm === undefined ? [] : [0x80, 1, algorithm],
    privateKeyReference === undefined ? [] : [0x84, 1, privateKeyReference],
  )
  const p2 = controlReferenceTemplates[template]
  await channel.send({ name: 'MANAGE SECURITY ENVIRONMENT', ins: 0x22, p1: 0x41, p2, data })
}
