import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Sms, SmsGateway } from './sms-gateway.ts'

const kept = z.object({ at: z.iso.datetime(), to: z.string(), text: z.string() })
export type KeptSms = z.output<typeof kept>

/** Writes each message as a file into a directory and sends none: for a test environment, and for the demo’s inbox. */
export function localSmsGateway(directory: string, clock: Clock): SmsGateway {
  return {
    async send({ id, to, text }: Sms) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const at = clock.now()
      const name = `${String(at.getTime()).padStart(15, '0')}-${createHash('sha256').update(id).digest('hex').slice(0, 16)}`
      const draft = join(directory, `.${name}.tmp`)
      await writeFile(draft, JSON.stringify({ at: at.toISOString(), to, text }), { mode: 0o600 })
      await rename(draft, join(directory, `${name}.json`))
    },
  }
}

/** The latest first. */
export async function readLocalMessages(directory: string, most = 20): Promise<KeptSms[]> {
  const names = await readdir(directory).catch(() => [])
  const latest = names.filter((name) => /^\d{15}-\w+\.json$/.test(name)).toSorted()
  const files = await Promise.all(
    latest
      .slice(-most)
      .toReversed()
      .map((name) => readFile(join(directory, name), 'utf8')),
  )
  return files.map((file) => kept.parse(JSON.parse(file)))
}
