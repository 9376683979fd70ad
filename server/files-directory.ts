import { join } from 'node:path'
import type { Config } from './config.ts'

/** Where the file store is; servers that share a database share it, too. */
export const filesDirectory = ({ dataDirectory }: Pick<Config, 'dataDirectory'>): string => join(dataDirectory, 'files')
