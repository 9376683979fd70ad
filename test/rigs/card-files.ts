import { inject } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'

/** The demo's cards, as the global setup made them. */
export const cardFiles = (): readonly CardFile[] => inject('cardFiles')

export function cardFile(id: string): CardFile {
  const file = cardFiles().find((candidate) => candidate.id === id)
  if (!file) throw new RangeError(`no card ${id}`)
  return file
}
