import type { CardFile } from '../../demo/cards/card-file.ts'
import { readJson } from './call-site.ts'

/** One of the cards that the portal made. */
export async function readCardFile(portal: string, card: string): Promise<CardFile> {
  const files = await readJson<CardFile[]>(`${portal}/demo/cards`)
  const file = files.find(({ id }) => id === card)
  if (!file) throw new Error(`no card ${card}`)
  return file
}
