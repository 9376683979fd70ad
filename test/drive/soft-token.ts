import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { SoftHsm, softHsmModule } from '../rigs/softhsm.ts'
import { registerCardService } from './register-card-service.ts'

/** A card of the demo as a token of SoftHSM2, behind the card service of one browser profile. */
export interface SoftToken {
  /** For `launch`: the profile in which the card service is found. */
  readonly browserArgs: readonly string[]
  close(): void
}

/** Needs `whyNoSoftHsm()` to be undefined, and `dist/native-host` to be built. Set before the browser is started. */
export function openSoftToken(file: CardFile): SoftToken {
  const scratch = mkdtempSync(join(tmpdir(), 'nhi-portal-soft-token-'))
  const hsm = new SoftHsm()
  hsm.addToken(file.cardSn, file)
  Object.assign(process.env, hsm.environment) // the browser hands it on to the service
  return {
    browserArgs: registerCardService(scratch, [softHsmModule]),
    close() {
      hsm.remove()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
