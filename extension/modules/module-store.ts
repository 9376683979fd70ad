import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { z } from 'zod'
import { environments } from '../../core/cards/environments.ts'
import { moduleCodePattern, moduleEnvironment } from '../../core/cards/module-code.ts'
import { CodedError } from '../../core/errors/coded-error.ts'

/** Signs, and cannot be read out: what `open-module-key.ts` makes. */
const isModuleKey = (value: unknown): value is CryptoKey => {
  if (!(value instanceof CryptoKey)) return false
  const { type, extractable, algorithm, usages } = value
  const isForSigning = usages.length === 1 && usages[0] === 'sign'
  return type === 'private' && !extractable && algorithm.name === 'ECDSA' && isForSigning
}

const milliseconds = z.number().int()

const record = z
  .strictObject({
    /** 安全模組代號. */
    module: z.string().regex(moduleCodePattern),
    institution: z.string().regex(/^\d{10}$/),
    institutionName: z.string(),
    environment: z.enum(environments),
    /** DER. */
    certificate: z.instanceof(Uint8Array),
    key: z.custom<CryptoKey>(isModuleKey),
    /** Milliseconds since 1970, as all that follow. */
    notBefore: milliseconds,
    notAfter: milliseconds,
    importedAt: milliseconds,
    /** When this computer learnt that the module is revoked. */
    revokedAt: milliseconds.nullable(),
  })
  .refine(({ module, environment }) => moduleEnvironment(module) === environment)

/** A cloud module that was imported on this computer. */
export type StoredModule = Readonly<z.output<typeof record>>

export interface ModuleListing {
  /** By institution. */
  readonly modules: readonly StoredModule[]
  /** Under which institutions something lies that is no module of ours: damaged, or put there by somebody else. */
  readonly damaged: readonly string[]
}

interface Schema extends DBSchema {
  modules: { key: string; value: unknown }
}

/**
 * The imported modules, one per institution, for the worker and the extension's pages alike. Every method rejects with
 * ERR_SAM_STORE when the browser gives no database.
 */
export interface ModuleStore {
  list(): Promise<ModuleListing>
  /** In the place of the institution's earlier one. */
  put(module: StoredModule): Promise<void>
  remove(institution: string): Promise<void>
  /** Notes that these modules are revoked, each once. Resolves with whether that was new of any. */
  markRevoked(codes: ReadonlySet<string>, at: number): Promise<boolean>
}

export const indexedDbModuleStore: ModuleStore = {
  list: () =>
    inDatabase(async (database) => {
      const transaction = database.transaction('modules')
      const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
      const read = values.map((value, index) => moduleIn(value, keys[index]))
      return {
        modules: read.filter((module) => module !== undefined),
        damaged: keys.filter((_, index) => read[index] === undefined).map(String),
      }
    }),

  put: (module) => inDatabase(async (database) => void (await database.put('modules', module, module.institution))),

  remove: (institution) => inDatabase((database) => database.delete('modules', institution)),

  markRevoked: (codes, at) =>
    inDatabase(async (database) => {
      const transaction = database.transaction('modules', 'readwrite')
      let isNew = false
      for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
        const module = moduleIn(cursor.value, cursor.key)
        if (!module || module.revokedAt !== null || !codes.has(module.module)) continue
        await cursor.update({ ...module, revokedAt: at })
        isNew = true
      }
      await transaction.done
      return isNew
    }),
}

/** Undefined for what is no module of the institution that it lies under. */
function moduleIn(value: unknown, institution: string | undefined): StoredModule | undefined {
  const { data: module } = record.safeParse(value)
  return module?.institution === institution ? module : undefined
}

/** The database is open only meanwhile: a worker that is stopped leaves nothing behind. */
async function inDatabase<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  let database: IDBPDatabase<Schema> | undefined
  try {
    database = await openDB<Schema>('security-modules', 1, {
      upgrade: (opened) => void opened.createObjectStore('modules'),
    })
    return await work(database)
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
    throw new CodedError('ERR_SAM_STORE', 'the browser keeps no modules', { cause })
  } finally {
    database?.close()
  }
}
