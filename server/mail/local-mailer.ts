import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { toEml } from './eml.ts'
import type { Mailer } from './mail.ts'

/**
 * Writes each message as a file `.eml` into a directory, from where a mail server picks it up: the name is the message's
 * own, and appears once the file is whole.
 */
export function localMailer(
  directory: string,
  { from, clock }: { readonly from: string; readonly clock: Clock },
): Mailer {
  return {
    async send(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const name = createHash('sha256').update(mail.id).digest('hex').slice(0, 32)
      const draft = join(directory, `.${name}.tmp`)
      const file = await open(draft, 'w', 0o600)
      try {
        await file.writeFile(toEml(mail, { from, at: clock.now() }))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, join(directory, `${name}.eml`))
    },
  }
}
