import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../../core/pki/fingerprint.ts'
import { crlDer, makeAuthority, makeLeaf } from '../core/pki/make-certificate.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Answers every request with `body`. Resolves with its address. */
async function publish(body: Uint8Array): Promise<string> {
  const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return `http://127.0.0.1:${address.port}/complete.crl`
}

it('the built server reads a large revocation list in its thread, and takes it up', async () => {
  const hca = makeAuthority('HCA')
  const lost = makeLeaf(hca)
  const entries = 5000
  const day = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * 86_400_000).toISOString()
  const list = crlDer({
    by: hca,
    revoked: Array.from({ length: entries }, () => [lost] as const).map(([certificate], index) => [
      { ...certificate, serialNumber: (0x11_000000 + index).toString(16).padStart(32, '1') },
    ]),
    thisUpdate: day(-1),
    nextUpdate: day(7),
  })
  expect(list.length).toBeGreaterThan(131_072)
  const folder = await mkdtemp(join(tmpdir(), 'portal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'hca.cer'), hca.certificate.der)
  const authority = {
    cardType: 'hca-personnel',
    environment: 'test',
    sha256: fingerprint(hca.certificate.der),
    certificate: 'hca.cer',
    crlUrls: [await publish(list)],
  }
  await writeFile(join(folder, 'trust.json'), JSON.stringify({ authorities: [authority] }))

  const server = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      ENVIRONMENT: 'test',
      TRUST_ANCHORS: join(folder, 'trust.json'),
      DATA_DIRECTORY: join(folder, 'data'),
    },
  })
  const ended = new Promise((resolve) => server.once('close', resolve))
  onTestFinished(async () => {
    server.kill()
    await ended
  })
  const lines: unknown[] = []
  for await (const line of createInterface(server.stdout)) {
    const said = JSON.parse(line) as { ready?: boolean }
    lines.push(said)
    if (said.ready) break
  }
  expect(lines).toContainEqual(expect.objectContaining({ outcome: 'updated', entries, msg: 'revocation list' }))
})
