import { basename } from 'node:path'
import { Socket } from 'node:net'
import process from 'node:process'
import { ckPlatformOf } from './ck-platforms.ts'
import { loadCryptoki } from './load-cryptoki.ts'
import { makeModuleFrame, moduleFrameReader } from './module-frames.ts'
import { ModuleService } from './serve-module.ts'

/**
 * The process that one vendor's module is loaded in, started by the card service with the module's path: what the module
 * breaks, it breaks here. The conversation has a pipe of its own, since modules write to standard output. It ends with
 * the pipe, after C_Finalize.
 */

/** Milliseconds for a call that is under way when the pipe ends, and for C_Finalize. */
const farewell = 2_000

const [, , path = ''] = process.argv
const platform = ckPlatformOf(process.platform)
const service = new ModuleService(basename(path), () => {
  if (!platform) throw new Error(`no layout for ${process.platform}`)
  return loadCryptoki(path, platform)
})
const pipe = new Socket({ fd: 3 })
const frames = moduleFrameReader()
let turn: Promise<void> = Promise.resolve()

pipe.on('data', (bytes: Buffer) => {
  for (const message of frames.take(bytes)) {
    turn = turn.then(async () => void pipe.write(makeModuleFrame(await service.answer(message))))
  }
  bytes.fill(0)
})
pipe.on('end', end)
pipe.on('error', end)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)

function end(): void {
  setTimeout(() => process.exit(1), farewell).unref()
  void turn.then(() => service.close()).finally(() => process.exit(0))
}
