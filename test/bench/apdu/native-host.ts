import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import { build } from 'vite'
import { inWorker, launch } from '../../drive/launch.ts'
import { registerCardService } from '../../drive/register-card-service.ts'
import { Pcscd, whyNoPcscd } from '../../rigs/pcscd.ts'
import { buildQuietly } from '../build-quietly.ts'
import { atMostOver, type BenchResult, notMeasured } from '../result.ts'
import { buildProgram } from '../run-built.ts'
import { directCard } from './direct-scard.ts'
import { batch, joinSamples, lengths, measureCommands, type Samples, warmUpRounds } from './measure-commands.ts'
import { SerialReaderProcess } from './serial-reader.ts'

/** Milliseconds that the way through the browser and the card service may add to the system's PC/SC. */
const limit = 0.5

const rounds = 2
const rowName = (length: number): string => `apdu (Chromium: card service, READ BINARY of ${length})`

/**
 * A command from the extension's service worker through the card service, and the same command to the same card by
 * SCardTransmit from this process. pcscd and the reader are processes of their own.
 */
export async function measureNativeHost(): Promise<BenchResult[]> {
  const why = whyNoPcscd()
  if (why !== undefined)
    return lengths.map((length) => notMeasured(rowName(length), `median <= reference + ${limit} ms`, why))
  buildQuietly()
  const code = await workerCode()
  const reader = await SerialReaderProcess.start(await buildProgram('apdu/serial-reader-process.ts'))
  const folder = mkdtempSync(join(tmpdir(), 'nhi-portal-bench-'))
  const pcscd = new Pcscd()
  try {
    pcscd.setReaders([{ name: 'Serial Reader', path: reader.path }])
    await pcscd.start()
    process.env['PCSCLITE_CSOCK_NAME'] = pcscd.socket // the browser hands it on to the card service
    const browser = await launch({ args: registerCardService(folder) })
    try {
      const card = await directCard()
      const taken: { inBrowser: Samples; direct: Samples }[] = []
      for (let round = 0; round < warmUpRounds + rounds; round++)
        taken.push({
          inBrowser: await measureInWorker(browser, code),
          direct: await measureCommands((command) => card.transmit(command), batch),
        })
      card.close()
      const counted = taken.slice(warmUpRounds)
      return judge(
        joinSamples(counted.map(({ inBrowser }) => inBrowser)),
        joinSamples(counted.map(({ direct }) => direct)),
      )
    } finally {
      await browser.close()
    }
  } finally {
    await pcscd.remove()
    await reader.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What runs in the worker, as one script: the extension's own way to the card service, and the measure. */
async function workerCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'chrome120',
      minify: false,
      lib: { entry: 'test/bench/apdu/native-host-in-worker.ts', formats: ['iife'], name: 'bench' },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (!chunk) throw new Error('nothing was built')
  return chunk.code
}

async function measureInWorker(browser: Browser, code: string): Promise<Samples> {
  await inWorker(browser, (worker) => worker.evaluate(code))
  for (;;) {
    const result = await inWorker(browser, (worker) => worker.evaluate('globalThis.benchResult'))
    if (typeof result === 'string') throw new Error(result)
    if (result) return result as Samples
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const judge = (inBrowser: Samples, direct: Samples): BenchResult[] =>
  lengths.map((length, index) =>
    atMostOver({
      name: rowName(length),
      samples: inBrowser[index] ?? [],
      reference: 'SCardTransmit from Node',
      referenceSamples: direct[index] ?? [],
      limit,
    }),
  )
