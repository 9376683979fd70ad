// Counts tests per project for test/run.mjs, with each skip's reason.
import { writeFileSync } from 'node:fs'

export default class CountReporter {
  counts = {}

  onTestCaseResult(test) {
    const count = (this.counts[test.project.name] ??= { passed: 0, failed: 0, skipped: [] })
    const result = test.result()
    if (result.state === 'skipped')
      count.skipped.push({ name: test.fullName, reason: result.note ?? 'no reason given' })
    else count[result.state === 'passed' ? 'passed' : 'failed']++
  }

  onTestRunEnd(modules) {
    // A file that breaks before its first test has no test case to report.
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.allTests('failed').next().done) {
        const count = (this.counts[module.project.name] ??= { passed: 0, failed: 0, skipped: [] })
        count.failed++
      }
    }
    writeFileSync(process.env.TEST_REPORT, JSON.stringify(this.counts))
  }
}
