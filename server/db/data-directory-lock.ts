import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { errorCode } from './error-code.ts'
import { fsyncPath } from './fsync.ts'

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process started, by the kernel: a process id alone is used again. Empty where the kernel does not tell. */
  readonly start: string
}

const heartbeatMilliseconds = 5000
/** A lock of another host counts as held while its file was touched within this time. */
const staleMilliseconds = 20_000

/**
 * Takes the only right to open a data directory: PGlite takes none, and two processes on one directory lose each other's
 * rows without an error. Answers the function that gives it back. Throws when somebody else holds it.
 */
export function lockDataDirectory(directory: string): () => void {
  const file = `${directory}.lock`
  const me: Owner = { pid: process.pid, host: hostname(), start: processStart(process.pid) }
  // Twice: the first round may find, and remove, what a killed process left.
  for (let round = 0; round < 2; round++) {
    if (takeLock(file, me)) return holdLock(file, me)
    const owner = readOwner(file)
    if (owner && isAlive(owner, file, me)) throw inUse(directory, owner)
    removeStale(directory, file, me)
  }
  throw new Error(`data directory ${directory} could not be locked`)
}

/** Another process has the directory open. */
export class DataDirectoryInUse extends Error {}

const inUse = (directory: string, owner: Owner) =>
  new DataDirectoryInUse(`data directory ${directory} is in use by process ${owner.pid} on ${owner.host}`)

/** Moved away first and read again: of two starters that saw the same dead owner, one must not remove the other's lock. */
function removeStale(directory: string, file: string, me: Owner): void {
  const aside = `${file}.${me.pid}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return // the other starter was quicker
    throw error
  }
  const owner = readOwner(aside)
  if (owner && isAlive(owner, aside, me)) {
    renameSync(aside, file)
    throw inUse(directory, owner)
  }
  rmSync(aside, { force: true })
}

/** Written and synced under another name, then linked: a crash or power cut never leaves an empty lock. */
function takeLock(file: string, me: Owner): boolean {
  const draft = `${file}.${me.pid}`
  const descriptor = openSync(draft, 'w')
  try {
    writeSync(descriptor, JSON.stringify(me))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  try {
    linkSync(draft, file)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  fsyncPath(dirname(file), true)
  return true
}

function holdLock(file: string, me: Owner): () => void {
  const heartbeat = setInterval(() => {
    // The file may be gone when an administrator cleared it; that must not end the server.
    if (readOwner(file)?.pid === me.pid) utimesSync(file, new Date(), new Date())
  }, heartbeatMilliseconds)
  heartbeat.unref()
  return () => {
    clearInterval(heartbeat)
    const owner = readOwner(file)
    if (owner?.pid === me.pid && owner.host === me.host && owner.start === me.start) rmSync(file, { force: true })
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>
    if (typeof owner.pid !== 'number' || typeof owner.host !== 'string') return undefined
    return { pid: owner.pid, host: owner.host, start: typeof owner.start === 'string' ? owner.start : '' }
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner, file: string, me: Owner): boolean {
  if (owner.host !== me.host) return Date.now() - statSync(file).mtimeMs < staleMilliseconds
  // The same id and start is this process itself: it holds the lock already.
  return processExists(owner.pid) && (owner.start === '' || processStart(owner.pid) === owner.start)
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the command's name, which may hold spaces. */
function processStart(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
