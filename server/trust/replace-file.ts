import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Refusal } from '../command/outcome.ts'
import { errorCode } from '../db/error-code.ts'
import { fsyncPath } from '../db/fsync.ts'
import { asRefusal } from './file-fault.ts'

/**
 * Puts a new file in the place of `target`: who reads it sees the old one or the new one, also after a power cut. The draft
 * `<target>.new` is there before `content` is made, so that of two changes at once one is refused.
 */
export async function replaceFile(target: string, content: () => Promise<string | Uint8Array>): Promise<void> {
  const draft = `${target}.new`
  const descriptor = openDraft(draft)
  try {
    try {
      keepOwner(descriptor, target)
      const bytes = Buffer.from(await content())
      for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(draft, target)
    fsyncPath(dirname(target), true)
  } catch (error) {
    rmSync(draft, { force: true })
    throw asRefusal(error, draft)
  }
}

function openDraft(draft: string): number {
  try {
    return openSync(draft, 'wx', 0o644)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      throw new Refusal(`${draft} exists: another change is under way. If none is, one was cut off: delete that file`)
    }
    throw asRefusal(error, draft)
  }
}

/** An administrator's change must not leave a file that the server's own user cannot read. */
function keepOwner(descriptor: number, target: string): void {
  const old = statSync(target, { throwIfNoEntry: false })
  if (!old) return
  fchmodSync(descriptor, old.mode & 0o777)
  if (old.uid !== process.getuid?.() || old.gid !== process.getgid?.()) fchownSync(descriptor, old.uid, old.gid)
}
