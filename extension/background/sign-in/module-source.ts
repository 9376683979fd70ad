import { modulePart } from '../../../core/assertion/module-part.ts'
import type { Readers } from '../../readers/registry.ts'
import type { ModuleStore } from '../../modules/module-store.ts'
import type { CardFunctions } from './card-functions.ts'
import type { WatchedReader } from './card-watch.ts'
import { CloudModules } from './cloud-modules.ts'
import { type FlowRecord, lastModule } from './flow-record.ts'
import { type ModuleNumber, ReaderModules } from './reader-modules.ts'
import type { ModuleSource } from './signing-module.ts'

/** What the modules of this computer need. */
export interface ModuleServices {
  readonly store: Pick<ModuleStore, 'list'>
  /** Asks a portal which modules are revoked, at most once a day. Never rejects for what stands in the way. */
  readonly askRevocations: (portal: string) => Promise<void>
}

export interface ModuleSourceOptions {
  readonly record: FlowRecord
  readonly readers: Readers
  readonly cards: CardFunctions
  readonly modules: ModuleServices
  /** What is in the readers. */
  readonly rows: () => readonly WatchedReader[]
  readonly authenticate: (number: ModuleNumber) => Promise<Uint8Array | undefined>
  readonly onChange: () => void
}

export const partOfModule = ({ challenge, cardType, reader }: FlowRecord): ReturnType<typeof modulePart> =>
  modulePart({ purpose: challenge.purpose, cardType, reader })

/** Where the module of a sign-in comes from; undefined where none has a part. */
export function moduleSource(options: ModuleSourceOptions): ModuleSource | undefined {
  const { record, readers, cards, modules, rows, authenticate, onChange } = options
  const { environment } = record.challenge
  if (partOfModule(record) === 'none') return undefined
  if (record.reader === 'nhi') {
    const nhiReaders = () => readers.nhiReaders()
    return new ReaderModules({ readers: rows, nhiReaders, environment, guard: cards.guardSam, authenticate })
  }
  return new CloudModules({
    store: modules.store,
    askRevocations: () => modules.askRevocations(record.origin),
    guard: cards.guardAlone,
    environment,
    chosen: async () => record.chosenModule ?? (await lastModule.load(record)),
    now: () => Date.now(),
    onChange,
  })
}
