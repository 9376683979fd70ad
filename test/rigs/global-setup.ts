import type { TestProject } from 'vitest/node'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { makeTestPki } from '../demo/test-pki.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly cardFiles: readonly CardFile[]
  }
}

/** The demo's cards, once for all files: making their keys takes longer than most of these tests. */
export default async function setup(project: TestProject): Promise<void> {
  const { cards } = await makeTestPki()
  project.provide('cardFiles', cards)
}
