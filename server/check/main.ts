import { systemClock } from '../clock.ts'
import { terminalOperator } from '../command/operator.ts'
import { runCheckReport } from './run-check-report.ts'

process.exitCode = await runCheckReport(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
