import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/**
 * An encrypted archive: eight letters, salt, nonce, AES-256-GCM of the archive, tag. The key is scrypt's of the passphrase. GCM
 * takes 64 GiB under one nonce, and nothing is believed before the tag at the end has been checked.
 */
const magic = Buffer.from('NHIBAK01')
const saltLength = 16
const nonceLength = 12
const tagLength = 16
const headerLength = magic.length + saltLength + nonceLength

/** OWASP's first choice (Password Storage): 128 MiB. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

const keyOf = (passphrase: Uint8Array, salt: Uint8Array) => scryptSync(passphrase, salt, 32, cost)

export const isSealed = (beginning: Uint8Array): boolean => magic.equals(beginning.subarray(0, magic.length))

export async function* seal(content: AsyncIterable<Uint8Array>, passphrase: Uint8Array): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltLength)
  const nonce = randomBytes(nonceLength)
  const header = Buffer.concat([magic, salt, nonce])
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce)
  cipher.setAAD(header)
  yield header
  for await (const chunk of content) yield cipher.update(chunk)
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
}

/** Throws at its end, after all content, when anything of it was changed or the passphrase is another. */
export async function* unseal(sealed: AsyncIterable<Uint8Array>, passphrase: Uint8Array): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let decipher: ReturnType<typeof startDecipher> | undefined
  for await (const chunk of sealed) {
    held = Buffer.concat([held, chunk])
    if (!decipher) {
      if (held.length < headerLength) continue
      decipher = startDecipher(held.subarray(0, headerLength), passphrase)
      held = held.subarray(headerLength)
    }
    // The last octets may be the tag.
    if (held.length <= tagLength) continue
    yield decipher.update(held.subarray(0, -tagLength))
    held = held.subarray(-tagLength)
  }
  if (!decipher || held.length < tagLength) throw new Error('the archive is cut off')
  decipher.setAuthTag(held)
  yield decipher.final()
}

function startDecipher(header: Buffer, passphrase: Uint8Array) {
  const salt = header.subarray(magic.length, magic.length + saltLength)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, salt), header.subarray(-nonceLength), {
    authTagLength: tagLength,
  })
  return decipher.setAAD(header)
}
