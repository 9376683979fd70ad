import type { Memory } from '../../../web/state/memory.ts'

export function mapMemory(entries: Readonly<Record<string, string>> = {}): Memory {
  const map = new Map(Object.entries(entries))
  return { read: (name) => map.get(name), write: (name, value) => void map.set(name, value) }
}
