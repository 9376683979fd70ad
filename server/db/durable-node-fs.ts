import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { PGlite, type postgresMod } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { fsyncPath } from './fsync.ts'

/** The part of Emscripten's NODEFS that PGlite's types do not tell. Checked by the self-test in open-embedded.ts. */
interface NodeFileSystem {
  realPath(node: unknown): string
  stream_ops: { fsync?: (stream: { nfd?: number | null; node: unknown }) => number }
  node_ops: { rename: (node: unknown, newDirectory: unknown, newName: string) => void }
}

/**
 * PGlite's file system on Node, made durable. As shipped it never syncs: Emscripten's NODEFS has no `fsync`, so that what
 * PostgreSQL believes to be on disk is not (electric-sql/pglite issue 1107; 8 of 8 simulated power cuts lost rows).
 */
export class DurableNodeFS extends NodeFS {
  /** How often PostgreSQL's sync reached the disk: the self-test reads it. */
  syncs = 0

  override async init(...[lite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(lite, options)
    const makeDurable = (mod: postgresMod.PostgresMod) => this.#makeDurable(mod.NODEFS)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), makeDurable] } }
  }

  #makeDurable(nodefs: NodeFileSystem): void {
    nodefs.stream_ops.fsync = ({ nfd, node }) => {
      this.syncs++
      if (typeof nfd === 'number') fdatasyncSync(nfd)
      else syncByPath(nodefs.realPath(node))
      return 0
    }
    // PostgreSQL syncs the directory itself after a rename, on a file system where that call does not reach the host.
    const rename = nodefs.node_ops.rename
    nodefs.node_ops.rename = (node, newDirectory, newName) => {
      rename(node, newDirectory, newName)
      fsyncPath(nodefs.realPath(newDirectory), true)
    }
  }
}

function syncByPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  fsyncPath(dirname(path), true)
}

/** PGlite's own start parameters without `-F` (which turns fsync off), and what an unattended small server needs. */
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...[
    'fsync=on',
    'wal_sync_method=fsync',
    'synchronous_commit=on',
    'full_page_writes=on',
    'shared_buffers=128MB', // what is read from a file, and not from there, costs twice as much
    'plan_cache_mode=force_generic_plan', // of a short statement, planning costs as much as the rest
    'max_wal_size=64MB',
    'min_wal_size=32MB',
  ].flatMap((setting) => ['-c', setting]),
]
