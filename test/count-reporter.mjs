// Counts tests per project for test/run.mjs, with each skip's reason, what each failure says first, and what no test caught.
import { writeFileSync } from 'node:fs'

const emptyCount = () => ({ passed: 0, failed: 0, failures: [], skipped: [] })

const describe = (name, [error]) => ({ name, error: error?.message?.slice(0, 600) ?? 'no reason given' })

export default class CountReporter {
  counts = {}

  onTestCaseResult(test) {
    const count = (this.counts[test.project.name] ??= emptyCount())
    const result = test.result()
    if (result.state === 'skipped')
      count.skipped.push({ name: test.fullName, reason: result.note ?? 'no reason given' })
    else if (result.state === 'passed') count.passed++
    else {
      count.failed++
      count.failures.push(describe(`${test.module.moduleId} > ${test.fullName}`, result.errors ?? []))
    }
  }

  onTestRunEnd(modules, unhandled) {
    // A file that breaks before its first test has no test case to report.
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.allTests('failed').next().done) {
        const count = (this.counts[module.project.name] ??= emptyCount())
        count.failed++
        count.failures.push(describe(module.moduleId, module.errors()))
      }
    }
    const outside = unhandled.map((error) => `${error.stack ?? error.message}`.slice(0, 1000))
    writeFileSync(process.env.TEST_REPORT, JSON.stringify({ counts: this.counts, outside }))
  }
}
