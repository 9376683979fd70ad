import { createHash } from 'node:crypto'

/** A record's id, the same each time, so that a start finds what an earlier one wrote. */
export const demoId = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
