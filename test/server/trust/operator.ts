import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { runTrust } from '../../../server/trust/run-trust.ts'
import { SettableClock } from '../settable-clock.ts'

/** A folder of the test's own. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trust-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Runs a command (trust, unless another is named) as an operator would who answers each question with `answer`; undefined interrupts it. */
export async function operate(
  args: readonly string[],
  {
    answer,
    variables = {},
    clock = new SettableClock(),
    command = runTrust,
  }: {
    answer?: string
    variables?: Record<string, string>
    clock?: SettableClock
    command?: typeof runTrust
  } = {},
): Promise<{ code: number; said: string; asked: string[] }> {
  const lines: string[] = []
  const asked: string[] = []
  const code = await command(args, {
    operator: {
      tell: (line) => void lines.push(line),
      ask(question) {
        asked.push(question)
        return Promise.resolve(answer)
      },
    },
    variables,
    clock,
  })
  return { code, said: lines.join('\n'), asked }
}
