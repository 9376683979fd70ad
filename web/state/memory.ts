/** Small things a browser remembers for its person: the language, the last kind of card. Never anything signed-in. */
export interface Memory {
  read(name: string): string | undefined
  write(name: string, value: string): void
}

const prefix = 'nhi-portal:'

/** Remembers in `storage`; forgets silently where the browser allows no storage. */
export function browserMemory(storage: () => Storage): Memory {
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
  }
}
