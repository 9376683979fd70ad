import { spawnSync } from 'node:child_process'

/** Microseconds of CPU that one signature check takes in OpenSSL itself, without anything around it. */
export interface RawLimits {
  readonly rsa2048: number
  readonly rsa4096: number
  readonly ecdsap256: number
}

/** `openssl speed` of two seconds for each: it counts CPU time, as we do. */
export function rawLimits(): RawLimits {
  const args = ['speed', '-mr', '-seconds', '1', 'rsa2048', 'rsa4096', 'ecdsap256']
  const { status, stdout } = spawnSync('openssl', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error('openssl speed failed: is openssl installed?')
  // +F2:number:bits:sign/s:verify/s for RSA, +F4 for ECDSA.
  const microseconds = (line: RegExp): number => {
    const [, rate] = line.exec(stdout) ?? []
    if (rate === undefined) throw new Error(`openssl speed says nothing of ${String(line)}`)
    return 1e6 / Number(rate)
  }
  return {
    rsa2048: microseconds(/^\+F2:\d+:2048:[\d.]+:([\d.]+)$/m),
    rsa4096: microseconds(/^\+F2:\d+:4096:[\d.]+:([\d.]+)$/m),
    ecdsap256: microseconds(/^\+F4:\d+:256:[\d.]+:([\d.]+)$/m),
  }
}
