import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import manifest from '../manifest.json' with { type: 'json' }

/** An extension's id: the first half of the SHA-256 of its public key, sixteen letters from `a` for each nibble. */
function extensionIdOf(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32)
  return digest.replace(/./g, (nibble) => 'abcdefghijklmnop'.charAt(Number.parseInt(nibble, 16)))
}

export const isExtensionId = (text: unknown): text is string => typeof text === 'string' && /^[a-p]{32}$/.test(text)

/** The id that follows from `key` in manifest.json. */
export const ownExtensionId: string = extensionIdOf(manifest.key)

/** The file beside the program that names the ids the stores gave (Edge Add-ons gives another one than the Web Store). */
export const extensionIdsFile = 'extension-ids.json'

/** Whom the program answers: our own id, and those of the file at `path`. What is no id there is left out. */
export function allowedExtensionIds(path: string): string[] {
  const listed: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
  return [...new Set([ownExtensionId, ...(Array.isArray(listed) ? listed.filter(isExtensionId) : [])])]
}

export const originOf = (extensionId: string): string => `chrome-extension://${extensionId}/`
