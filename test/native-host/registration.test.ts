import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nativeHostName } from '../../core/protocol/native-host-channel.ts'
import { FrameReader, makeFrame } from '../../native-host/frames.ts'
import { browsers, isKnownSystem } from '../../native-host/registration/browsers.ts'
import { addModules } from '../../native-host/pkcs11/module-configuration.ts'
import { launcherName, makeProgramFolder, removeProgramFolder } from '../../native-host/registration/program-folder.ts'
import {
  register,
  type RegistrationPlace,
  registrationStatus,
  unregister,
} from '../../native-host/registration/register.ts'
import { build } from '../../server/setup/build.mjs'
import { extensionId } from '../drive/launch.ts'

const storeId = 'abcdefghijklmnopabcdefghijklmnop'
const origin = `chrome-extension://${extensionId}/`

describe('the program folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'nhi-portal-native-host-'))
  const folder = join(home, 'card service')
  const system = isKnownSystem(process.platform) ? process.platform : 'linux'

  beforeAll(async () => {
    await build(['native-host'])
    makeProgramFolder(folder, { built: 'dist/native-host', modules: 'node_modules', node: process.execPath }, system, [
      storeId,
    ])
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  /** Runs the program with nothing of this machine's Node in reach; resolves with what it said and how it ended. */
  function run(args: readonly string[], input: readonly Buffer[]) {
    const child = spawn(join(folder, launcherName[system]), args, {
      env: { PATH: '/usr/bin:/bin', PCSCLITE_CSOCK_NAME: join(home, 'no-service') },
    })
    const frames = new FrameReader()
    const answers: unknown[] = []
    child.stdout.on('data', (bytes: Buffer) => answers.push(...frames.take(bytes)))
    for (const bytes of input) child.stdin.write(bytes)
    return { child, answers, ended: new Promise<number | null>((resolve) => child.once('exit', resolve)) }
  }

  test('answers our own extension and that of a store, by the id that follows from the manifest', async () => {
    for (const id of [extensionId, storeId]) {
      const { child, answers, ended } = run(
        [`chrome-extension://${id}/`],
        [makeFrame({ id: 1, op: 'hello', body: {} })],
      )
      await expect.poll(() => answers, { timeout: 5_000 }).toMatchObject([{ id: 1, ok: true, result: { protocol: 2 } }])
      child.stdin.end()
      expect(await ended).toBe(0)
    }
  })

  test.each([[[]], [['chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/']], [['https://med.nhi.gov.tw/']]])(
    'started by %j it says nothing and ends',
    async (args) => {
      const { answers, ended } = run(args, [])
      expect(await ended).toBe(2)
      expect(answers).toEqual([])
    },
  )

  test('ends at a frame that is none, and at a message that is no request', async () => {
    expect(await run([origin], [Buffer.from([0xff, 0xff, 0xff, 0xff])]).ended).toBe(3)
    expect(await run([origin], [makeFrame({ op: 'hello' })]).ended).toBe(3)
  })

  test('a service of the system that does not run is told by its own code, and the program goes on', async () => {
    const ask = (id: number) => makeFrame({ id, op: 'list-readers', body: {} })
    const { child, answers, ended } = run([origin], [ask(1), ask(2)])
    await expect.poll(() => answers.length, { timeout: 5_000 }).toBe(2)
    expect(answers).toMatchObject([1, 2].map(() => ({ ok: false, error: { code: 'ERR_READER_SERVICE' } })))
    child.stdin.end()
    expect(await ended).toBe(0)
  })

  test('what it was told of PKCS#11 modules stays when it is installed anew, and each is loaded in a process of its own', async () => {
    addModules(folder, [join(home, 'missing.so')])
    makeProgramFolder(folder, { built: 'dist/native-host', modules: 'node_modules', node: process.execPath }, system, [
      storeId,
    ])
    const { child, answers, ended } = run([origin], [makeFrame({ id: 1, op: 'list-tokens', body: {} })])
    await expect.poll(() => answers, { timeout: 10_000 }).toHaveLength(1)
    expect(answers).toMatchObject([
      { ok: true, result: { refusals: [{ module: 'missing.so', error: { code: 'ERR_READER_MODULE_FAILED' } }] } },
    ])
    child.stdin.end()
    expect(await ended).toBe(0)
  })

  test('a folder of somebody else is neither overwritten nor removed', () => {
    const other = join(home, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'thesis.txt'), '')
    const source = { built: 'dist/native-host', modules: 'node_modules', node: process.execPath }
    expect(() => makeProgramFolder(other, source, system, [])).toThrow('is not a card service')
    removeProgramFolder(other)
    expect(existsSync(join(other, 'thesis.txt'))).toBe(true)
  })

  test.each(['linux', 'darwin'] as const)('on %s every browser of the user finds it, and no longer after', (name) => {
    const place: RegistrationPlace = { system: name, home: join(home, name), reg: () => 1 }
    expect(registrationStatus(place).map(({ registered }) => registered)).toEqual([false, false, false])
    register(folder, place)
    expect(registrationStatus(place)).toMatchObject(browsers.map(({ id }) => ({ browser: id, registered: true })))
    for (const row of browsers) {
      const text = readFileSync(join(place.home, row[name], `${nativeHostName}.json`), 'utf8')
      expect(JSON.parse(text)).toMatchObject({
        name: nativeHostName,
        type: 'stdio',
        path: join(folder, launcherName[name]),
        allowed_origins: [origin, `chrome-extension://${storeId}/`],
      })
    }
    unregister(place)
    expect(registrationStatus(place).map(({ registered }) => registered)).toEqual([false, false, false])
  })

  test('on Windows each browser has a key of the user that names the manifest', () => {
    const calls: string[][] = []
    const place: RegistrationPlace = { system: 'win32', home, reg: (...args) => (calls.push(args) > 0 ? 0 : 1) }
    register(folder, place)
    expect(calls.map(([verb, key]) => [verb, key])).toEqual(
      ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'].map((name) => [
        'add',
        `HKCU\\Software\\${name}\\NativeMessagingHosts\\${nativeHostName}`,
      ]),
    )
    const file = calls[0]?.[6] ?? ''
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ path: join(folder, 'card-service.cmd') })
  })
})
