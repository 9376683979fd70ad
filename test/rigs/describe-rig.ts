import { describe, it } from 'vitest'

/** A suite that needs what not every machine has: where something is `missing` it is one skipped test that says so. */
export function describeRig(name: string, missing: string | undefined, suite: () => void): void {
  describe(name, missing === undefined ? suite : () => it('runs', ({ skip }) => skip(`USB rig: ${missing}`)))
}
