import type { ComponentType } from 'preact'
import type { PagePath } from '../../core/protocol/pages.ts'
import type { LazyComponent } from '../components/lazy.tsx'

export type PageComponent = ComponentType | LazyComponent<object>

/** What is drawn at addresses of one site: those of the others have nothing here. */
export type PageComponents = Readonly<Partial<Record<PagePath, PageComponent>>>
