import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../../command/outcome.ts'
import { errorCode } from '../../db/error-code.ts'

/** What an operator can mend, by the code of Node's error. */
const faults: Readonly<Record<string, string>> = {
  EEXIST: 'is there already, and is not overwritten',
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not read or write it',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'the disk is full',
}

async function orRefuse<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    throw new Refusal(`${resolve(path)}: ${faults[code] ?? code}`, { cause: error })
  }
}

/** Writes a new file, for its owner alone. Whatever is there stays: a key that is overwritten is lost. */
export async function writeNew(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name)
  await orRefuse(path, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
  })
}

export const read = (path: string): Promise<Uint8Array> =>
  orRefuse(path, async () => new Uint8Array(await readFile(path)))

export const move = (folder: string, from: string, to: string): Promise<void> =>
  orRefuse(join(folder, from), () => rename(join(folder, from), join(folder, to)))
