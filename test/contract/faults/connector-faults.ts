import { SmartCardConnectorContext } from '../../../extension/readers/smart-card-connector.ts'
import { ManualTimers } from '../../core/smartcard/manual-timers.ts'
import { FakePcsc, type ScardFault } from '../../native-host/fake-pcsc.ts'
import { type Permission, StandInConnector } from '../../rigs/stand-in-connector.ts'
import { newVirtualCard } from '../../rigs/virtual-card-reader.ts'
import { demoCard, wrongPin } from './demo-card.ts'
import { driveWith } from './drive.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { type HostStep, pcscTriggers } from './pcsc-triggers.ts'
import { rowList } from './row-list.ts'
import { isAfterVerify } from './steps.ts'

interface Strike {
  readonly installed?: boolean
  readonly permission?: Permission
  /** At a call of PC/SC, which is the Connector's own. */
  readonly at?: Omit<ScardFault, 'strike'>
  readonly strike?: (desk: { readonly connector: StandInConnector; readonly pcsc: FakePcsc }) => unknown
  readonly wrong?: boolean
}

/** Milliseconds after which a silent Connector was given up, and after which one that could not be reached is tried again. */
const [givenUp, retry] = [45_000, 3_000]

async function makeRig({
  installed = true,
  permission = 'allowed',
  at,
  strike,
  wrong = false,
}: Strike): Promise<FaultRig> {
  const timers = new ManualTimers()
  const file = await demoCard()
  const { card, memory } = newVirtualCard(file)
  const pcsc = new FakePcsc(card)
  const connector = new StandInConnector(pcsc.client(), permission)
  connector.installed = installed
  if (at) pcsc.fault = { ...at, strike: () => strike?.({ connector, pcsc }) }
  return {
    context: new SmartCardConnectorContext({ messaging: connector, extensionId: 'ours', timers }),
    pin: wrong ? wrongPin : file.pin,
    rightPin: file.pin,
    drive: driveWith(timers),
    struck: () => at === undefined || pcsc.struck > 0,
    async mend() {
      await timers.advance(givenUp)
      connector.installed = connector.answersPings = true
      connector.answer('allowed')
      pcsc.fault = undefined
      pcsc.start()
      pcsc.plug()
      if (!pcsc.card) pcsc.insert(card)
      await timers.advance(retry)
    },
    card: async () => memory.state,
    close: async () => connector.hangUp(),
  }
}

const { rows, add } = rowList({
  transport: 'Smart Card Connector',
  makeRig,
})

add('not installed', 'list', 'ERR_READER_CONNECTOR_MISSING', { installed: false })
add('refused by the person', 'list', 'ERR_READER_CONNECTOR_DENIED', { permission: 'denied' })
add('asks, and nobody answers', 'list', 'ERR_READER_CONNECTOR_ASKS', { permission: 'not answered' })

for (const [step, trigger] of Object.entries(pcscTriggers) as [HostStep, (typeof pcscTriggers)[HostStep]][]) {
  const wrong = step === 'verify'
  const lost = step === 'end' ? 'signs in' : 'ERR_READER_CONNECTOR_LOST'
  for (const when of ['before', 'after'] as const) {
    const verifies = isAfterVerify(step) || wrong ? 1 : 0 // what it was asked for, it does
    const at = { ...trigger, when }
    add(`hangs up ${when} the step`, step, lost, { at, strike: ({ connector }) => connector.hangUp(), wrong }, verifies)
  }
  const wild = ({ connector }: { connector: StandInConnector }): void => connector.say({ hello: 'world' })
  add('says what is no message', step, lost, { at: trigger, strike: wild, wrong }, isAfterVerify(step) || wrong ? 1 : 0)
  const silent = ({ connector }: { connector: StandInConnector }): Promise<never> => {
    connector.answersPings = false
    return new Promise(() => undefined)
  }
  add('silent', step, step === 'list' ? 'ERR_READER_CONNECTOR_ASKS' : lost, { at: trigger, strike: silent, wrong })
}

for (const step of ['select', 'verify', 'sign'] as const) {
  const common = { at: pcscTriggers[step], wrong: step === 'verify' }
  add('card pulled', step, 'ERR_CARD_REMOVED', { ...common, strike: ({ pcsc }) => pcsc.remove() })
  add('reader unplugged', step, 'ERR_READER_LOST', { ...common, strike: ({ pcsc }) => pcsc.unplug() })
  add('PC/SC stopped', step, 'ERR_READER_SERVICE', { ...common, strike: ({ pcsc }) => pcsc.stop() })
}
for (const step of ['tries-left', 'verify', 'sign'] as const)
  add('card reset within the transaction', step, 'ERR_CARD_REMOVED', {
    at: pcscTriggers[step],
    strike: ({ pcsc }) => pcsc.resetCard(),
    wrong: step === 'verify',
  })

export const connectorFaults: readonly FaultRow[] = rows
