import { type Logger, type LoggerOptions, pino } from 'pino'
import type { Config } from './config.ts'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** One JSON line per event on stdout. Codes, route names and request ids only: who did what is in the audit. */
export const createLog = (level: Config['logLevel']): Log => pino(logOptions(level))

export const logOptions = (level: Config['logLevel']): LoggerOptions => ({
  level,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  // PostgreSQL repeats a row's values there.
  redact: { paths: ['err.detail', 'err.where', 'err.cause.detail', 'err.cause.where'], remove: true },
})
