import { systemClock } from '../clock.ts'
import { terminalOperator } from '../command/operator.ts'
import { runRestore } from './run-backup.ts'

process.exitCode = await runRestore(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
