/** Names of columns, as the heads of files have them. */
import type { SourceColumn } from '../report.ts'

/** What is compared of a name: all but width, case and spaces. */
export function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** What the head of a column says where a report printed it: its label, with or without its unit. */
export function headsOf({ label, unit }: Pick<SourceColumn, 'label' | 'unit'>): string[] {
  return [label, label + unit, `${label}(${unit})`].map(plainName)
}
