import { afterAll, describe, test } from 'vitest'
import { NativeHostContext } from '../../extension/readers/native-host.ts'
import { SmartCardConnectorContext } from '../../extension/readers/smart-card-connector.ts'
import { loadScard } from '../../native-host/pcsc/load-scard.ts'
import { pcscPlatforms } from '../../native-host/pcsc/platforms.ts'
import { describeSmartCardContext } from '../contract/connection.ts'
import { whyNoPcscd } from '../rigs/pcscd.ts'
import { StandInConnector } from '../rigs/stand-in-connector.ts'
import { HostPair } from './host-pair.ts'
import { pcscdRig, preparePcscd } from './pcscd-rig.ts'

const reason = whyNoPcscd()

if (reason !== undefined) {
  describe('the contract over pcscd', () => {
    test('runs', ({ skip }) => skip(`pcscd: ${reason}`))
  })
} else {
  const pcscd = preparePcscd()
  afterAll(() => pcscd.remove())
  describeSmartCardContext('PC/SC: pcscd with libccid on a serial line', () => pcscdRig(pcscd))
  describeSmartCardContext('card service: the same through its messages', () =>
    pcscdRig(pcscd, (context) => new NativeHostContext({ messaging: new HostPair(() => context) })),
  )
  describeSmartCardContext('Smart Card Connector: pcscd behind its messages', () =>
    pcscdRig(pcscd, () => {
      const messaging = new StandInConnector(loadScard(pcscPlatforms.linux))
      return new SmartCardConnectorContext({ messaging, extensionId: 'ours' })
    }),
  )
}
