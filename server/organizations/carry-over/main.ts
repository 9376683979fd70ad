import { systemClock } from '../../clock.ts'
import { terminalOperator } from '../../command/operator.ts'
import { runCarryOver } from './run-carry-over.ts'

process.exitCode = await runCarryOver(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
