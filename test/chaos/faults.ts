import { setTimeout as wait } from 'node:timers/promises'
import type { ChaosStage } from './stage.ts'

/** Something that goes wrong, and is over when it resolves; what comes next is the portal's own work. */
export type Fault = (stage: ChaosStage) => Promise<void>

const hour = 3600

const killServer: Fault = async ({ servers }) => {
  await servers.end(Math.floor(Math.random() * servers.count), 'SIGKILL')
}

const killDatabase: Fault = async ({ postgres }) => {
  await postgres.crash()
  await wait(300)
  postgres.recover()
}

const killAll: Fault = async ({ servers, postgres }) => {
  await Promise.all([postgres.crash(), ...servers.ports.map((_, index) => servers.end(index, 'SIGKILL'))])
  postgres.recover()
}

/** One of these at random, again and again. Servers are killed more often than all at once. */
export const kills: readonly Fault[] = [killServer, killServer, killServer, killDatabase, killDatabase, killAll]

/** Each once, after the kills. */
export const faults: Readonly<Record<string, Fault>> = {
  'the database is lost for ten seconds': async ({ postgres }) => {
    await postgres.crash()
    await wait(10_000)
    postgres.recover()
  },
  'each sync of the disk takes half a second': async ({ slowDisk }) => {
    slowDisk(500)
    await wait(10_000)
    slowDisk(0)
  },
  'the disk is full': async ({ postgres, fillDisk }) => {
    fillDisk(true)
    await wait(5_000)
    fillDisk(false)
    // Its own recovery may have found the disk full too, and ended it: its supervisor starts it.
    await wait(1_000)
    if (!postgres.isRunning) postgres.recover()
  },
  'the clock of one server is an hour ahead': async ({ setClock }) => {
    setClock(hour)
    await wait(8_000)
    setClock(0)
  },
  'the clock of one server is an hour behind': async ({ setClock }) => {
    setClock(-hour)
    await wait(8_000)
    setClock(0)
  },
  'the host of the revocation lists is gone while all servers start anew': async ({ servers, lists }) => {
    await lists.go()
    for (let index = 0; index < servers.count; index++) await servers.end(index, 'SIGKILL')
    await wait(8_000)
    await lists.comeBack()
  },
}
