export type JobPayload = Readonly<Record<string, unknown>>

/** One kind of work. The list of a program's kinds is handed to createJobRunner. */
export interface JobKind {
  readonly kind: string
  /** Periodic work: how long after one run's end the next begins. Absent for work that is queued one by one. */
  readonly everySeconds?: number
  /** Longest time of one run; afterwards its signal aborts, and another process may take the work. */
  readonly leaseSeconds: number
  /** After so many failures queued work is given up, and kept for an administrator. Periodic work never is. */
  readonly maximumAttempts: number
  /** Periodic work may answer what its next run gets as its payload, such as how far it has come. */
  run(payload: unknown, signal: AbortSignal): Promise<JobPayload | void>
  /** Ends work that was given up, where no administrator could mend it: it is not kept. */
  giveUp?(payload: unknown): Promise<void>
}

const firstRetrySeconds = 5
const longestRetrySeconds = 3600

/** 5 s, 10 s, 20 s … at most an hour, and never longer than the work's own period. */
export function retrySeconds({ everySeconds = longestRetrySeconds }: JobKind, attempts: number): number {
  return Math.min(firstRetrySeconds * 2 ** (attempts - 1), longestRetrySeconds, everySeconds)
}
