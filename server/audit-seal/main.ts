import { systemClock } from '../clock.ts'
import { terminalOperator } from '../command/operator.ts'
import { runAudit } from './run-audit.ts'

process.exitCode = await runAudit(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
