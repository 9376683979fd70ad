import { inSpan } from '../tracing.ts'
import type { AuditEntry } from './audit.ts'

type Facts = Omit<AuditEntry, 'event' | 'step' | 'code'>

/**
 * What becomes known about a request while it runs: the step it is at, and who and what it is about. A refusal's audit
 * row is written from it, so a step that throws need not know about the audit.
 */
export class Trail {
  step: string
  facts: Facts

  constructor(step: string, facts: Facts) {
    this.step = step
    this.facts = facts
  }

  /** Runs `work` as the step of this name. */
  at<T>(step: string, work: () => T): T {
    this.step = step
    return inSpan(`step ${step}`, 'step', work)
  }

  learn(facts: Facts): void {
    this.facts = { ...this.facts, ...facts }
  }
}
