import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second (sysconf _SC_CLK_TCK). */
const ticksPerSecond = 100

/** CPU that these processes have had so far, and all that came from them, gone or still there. */
export function cpuSeconds(pids: readonly number[]): number {
  const all = readProcesses()
  const ofTree = (pid: number): number => {
    const own = all.get(pid)
    if (!own) return 0
    const children = [...all].filter(([, { parent }]) => parent === pid)
    return own.ticks + children.reduce((sum, [child]) => sum + ofTree(child), 0)
  }
  return pids.reduce((sum, pid) => sum + ofTree(pid), 0) / ticksPerSecond
}

/** proc(5): after the name in brackets come state, ppid … utime, stime, cutime and cstime as fields 14 to 17. */
function readProcesses(): ReadonlyMap<number, { readonly parent: number; readonly ticks: number }> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(
    pids.flatMap((pid) => {
      const fields = readStat(pid)?.split(') ').at(-1)?.split(' ').map(Number) ?? []
      const [, parent = 0] = fields
      const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0)
      return fields.length > 0 ? [[Number(pid), { parent, ticks }] as const] : []
    }),
  )
}

function readStat(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined // gone meanwhile
  }
}
