/** Small things a browser remembers for its person: the language, the last kind of card. Never anything signed-in. */
export interface Memory {
  read(name: string): string | undefined
  write(name: string, value: string): void
  /** Calls `listener` whenever another tab of this browser writes `name`; returns how to stop. */
  watch(name: string, listener: () => void): () => void
}

const prefix = 'nhi-portal:'

/** Remembers in `storage`; forgets silently where the browser allows no storage. */
export function browserMemory(
  storage: () => Storage,
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): Memory {
  return {
    read(name) {
      try {
        return storage().getItem(prefix + name) ?? undefined
      } catch {
        return undefined
      }
    },
    write(name, value) {
      try {
        storage().setItem(prefix + name, value)
      } catch {
        // storage is full or forbidden: the page works without
      }
    },
    watch(name, listener) {
      const onStorage = ({ key }: StorageEvent) => {
        if (key === prefix + name) listener()
      }
      window.addEventListener('storage', onStorage)
      return () => window.removeEventListener('storage', onStorage)
    },
  }
}
