// npm test: everything, on a machine with Node and nothing else. The last line always reads `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireNode } from '../server/setup/node-version.mjs'
import { ensurePackages } from '../server/setup/packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-test-'))
const knownFacilities = JSON.parse(readFileSync(`${root}test/skips.json`, 'utf8'))
const total = { passed: 0, failed: 0 }
const skipped = []
/** Said again at the end: what a stage printed is far up by then. */
const failures = []

process.on('exit', () => {
  rmSync(scratch, { recursive: true, force: true })
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join('\n')}`)
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
})
process.on('uncaughtException', (error) => {
  console.error(error)
  total.failed++
  process.exit(1)
})

const run = (command, args, env = {}) =>
  spawnSync(process.execPath, [`${root}node_modules/${command}`, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status === 0

/** A stage that is one statement about the whole tree: it passes or fails as one. */
function statement(name, command, ...args) {
  console.log(`\n— ${name}`)
  if (run(command, args)) total.passed++
  else {
    failures.push(name)
    total.failed++
  }
}

/** A stage of vitest projects: every test counts, and so does a project in which no test ran, or a run that broke. */
function tests(...projects) {
  console.log(`\n— tests: ${projects.join(', ')}`)
  const report = join(scratch, `${projects[0]}.json`)
  const whole = run(
    'vitest/vitest.mjs',
    [
      'run',
      '-c',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=./test/count-reporter.mjs',
      ...projects.flatMap((name) => ['--project', name]),
    ],
    { TEST_REPORT: report },
  )
  const { counts, outside } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { counts: {}, outside: ['no report was written'] }
  let failed = 0
  for (const project of projects) {
    const count = counts[project] ?? { passed: 0, failed: 0, failures: [], skipped: [] }
    total.passed += count.passed
    failed += count.failed
    if (count.passed + count.failed === 0) {
      failures.push(`${project}: no test ran`)
      failed++
    }
    for (const { name, error } of count.failures) failures.push(`${project}: ${name.replace(root, '')} — ${error}`)
    for (const { name, reason } of count.skipped) {
      skipped.push(`${project}: ${name} — ${reason}`)
      if (!process.env['CI'] || knownFacilities.some((facility) => reason.includes(facility))) continue
      failures.push(`${project}: ${name} — skipped: ${reason}`)
      failed++
    }
  }
  if (!whole && failed === 0) {
    for (const error of ['an error outside any test', ...outside]) failures.push(`${projects.join(', ')}: ${error}`)
    failed = 1
  }
  total.failed += failed
}

requireNode()
ensurePackages()
const { ensureBrowser, installDebianPackages } = await import('../server/setup/browser.mjs')
ensureBrowser()
installDebianPackages('openssl', 'python3') // judge the demo's certificates and Big5; without them those tests say so and are skipped
installDebianPackages('pcscd', 'libccid') // the system's card service, of which the tests start one of their own
installDebianPackages('softhsm2', 'opensc') // a PKCS#11 module, and the tool that writes keys onto its tokens
installDebianPackages('gcc', 'libc6-dev') // makes the PKCS#11 module that crashes and hangs, and the library in front of usbfs
installDebianPackages('usbutils') // judges the virtual readers' descriptors
installDebianPackages('firefox-esr') // the pages in another engine
installDebianPackages('postgresql', 'nginx-light') // the other database, and a proxy before several servers

statement('types and floors', 'typescript/bin/tsc', '-b')
statement('lint', 'oxlint/bin/oxlint', '--type-aware', '--deny-warnings')
statement('format', 'prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn')
tests('architecture', 'core', 'demo', 'contract', 'extension', 'usbip', 'web')
tests('native-host')
tests('rigs')
tests('server')
tests('e2e')
process.exitCode = total.failed === 0 ? 0 : 1
