import { readFile } from 'node:fs/promises'
import { Refusal } from '../command/outcome.ts'

const shortest = 16

/** The first line of the file that `--passphrase-file` names; a command's own words stand in the shell's history. */
export async function readPassphrase(file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Refusal(`${file} cannot be read`, { cause })
  })
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line.length < shortest) throw new Refusal(`the passphrase must have at least ${shortest} letters`)
  return Buffer.from(line)
}
