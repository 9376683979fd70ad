import { readFileSync } from 'node:fs'
import { fromHex, toHex } from '../../../core/bytes/hex.ts'
import type { CcidPipe } from '../../../core/ccid/pipe.ts'

/**
 * A reader played from test/fixtures/ccid/<name>.txt: `>` a message on bulk-OUT, `<` a transfer on bulk-IN, of which
 * there may be none or several. Anything else than the next message fails with its line.
 */
export class TranscriptPipe implements CcidPipe {
  readonly #name: string
  readonly #rows: { readonly line: number; readonly mark: string; readonly hex: string }[]

  constructor(name: string) {
    this.#name = name
    const text = readFileSync(new URL(`../../fixtures/ccid/${name}.txt`, import.meta.url), 'utf8')
    this.#rows = text.split('\n').flatMap((row, index) => {
      const content = row.replace(/#.*/, '').trim()
      return content ? [{ line: index + 1, mark: content[0]!, hex: toHex(fromHex(content.slice(1))) }] : []
    })
  }

  async write(message: Uint8Array): Promise<void> {
    const row = this.#rows.shift()
    if (row?.mark !== '>' || row.hex !== toHex(message)) {
      throw new Error(`${this.#name} line ${row?.line}: expected ${row?.mark} ${row?.hex}, got > ${toHex(message)}`)
    }
  }

  async read(): Promise<Uint8Array> {
    const row = this.#rows.shift()
    if (row?.mark !== '<') throw new Error(`${this.#name} line ${row?.line}: nothing to read`)
    return fromHex(row.hex)
  }

  /** Fails when the conversation was not finished. */
  finish(): void {
    const [rest] = this.#rows
    if (rest) throw new Error(`${this.#name} line ${rest.line}: not reached`)
  }
}
