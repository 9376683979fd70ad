import { systemClock } from '../../clock.ts'
import { terminalOperator } from '../../command/operator.ts'
import { runSam } from './run-sam.ts'

process.exitCode = await runSam(process.argv.slice(2), {
  operator: terminalOperator(process.stdin, process.stdout),
  variables: process.env,
  clock: systemClock,
})
