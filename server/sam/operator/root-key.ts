import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Refusal, WrongUsage } from '../../command/outcome.ts'

export const rootKeyFile = 'root.key.pem'

const shortest = 16

/** What the root's key is encrypted to. Throws WrongUsage for none, and for one that is guessed. */
export function rootPassphrase(variables: Readonly<Record<string, string | undefined>>): string {
  const passphrase = variables['SAM_ROOT_PASSPHRASE'] ?? ''
  if (passphrase.length >= shortest) return passphrase
  throw new WrongUsage(`the variable SAM_ROOT_PASSPHRASE must hold a passphrase of ${shortest} signs or more`)
}

/** PKCS#8 (RFC 5958), encrypted (RFC 8018). */
export const encryptedKeyText = (key: KeyObject, passphrase: string): string =>
  key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()

export function openRootKey(pem: Uint8Array, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pem), passphrase })
  } catch (cause) {
    throw new Refusal(`${rootKeyFile} does not open with SAM_ROOT_PASSPHRASE`, { cause })
  }
}
