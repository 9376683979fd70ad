import { resolve } from 'node:path'
import { Refusal } from '../command/outcome.ts'
import { errorCode } from '../db/error-code.ts'

/** What an operator can do something about, by the code of Node's error. */
const faults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EISDIR: 'is a folder',
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not change it',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'the disk is full',
}

/** The fault in words with its code; undefined when it is none of a file, and so a bug of ours. */
export function faultText(error: unknown): string | undefined {
  const code = errorCode(error)
  if (code === '') return undefined
  const words = faults[code]
  return words === undefined ? code : `${words} (${code})`
}

/**
 * A file that cannot be read or written is the operator's to mend; anything else stays as it is. Says the whole path, since
 * `npm run` works from the project's folder and not from where it was typed.
 */
export function asRefusal(error: unknown, path: string): unknown {
  const words = faultText(error)
  return words === undefined ? error : new Refusal(`${resolve(path)}: ${words}`, { cause: error })
}
