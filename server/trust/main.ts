import { systemClock } from '../clock.ts'
import { terminalOperator } from '../command/operator.ts'
import { runTrust } from './run-trust.ts'

process.exitCode = await runTrust(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
