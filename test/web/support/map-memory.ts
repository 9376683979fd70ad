import type { Memory } from '../../../web/state/memory.ts'

/** A memory of one page; `writeElsewhere` is another tab. */
export function mapMemory(
  entries: Readonly<Record<string, string>> = {},
): Memory & { writeElsewhere(name: string): void } {
  const map = new Map(Object.entries(entries))
  const listeners = new Set<(name: string) => void>()
  return {
    read: (name) => map.get(name),
    write: (name, value) => void map.set(name, value),
    watch(watched, listener) {
      const listen = (name: string) => {
        if (name === watched) listener()
      }
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    writeElsewhere: (name) => listeners.forEach((listen) => listen(name)),
  }
}
