/** What Liquid has against a template, in words of ours. */
import { reworded, type Sayable, say, type Wording } from '../phrase.ts'

const WORDINGS: Wording[] = [
  [/^undefined filter: (.+)$/, (name) => say`the filter \`${name}\`, expected one of Liquid`],
  [/^undefined variable: (.+)$/, (name) => say`\`${name}\`, expected a name that the file is given`],
  [/^ENOENT: Failed to lookup "(.+?)"/, (path) => say`no file ${path}.liquid, expected one`],
  [/^tag "(.+)" not found$/, (name) => say`the tag \`${name}\`, expected one of Liquid`],
  [
    /^(?:tag|output) "?(.+?)"? not closed$/s,
    (tag) => say`\`${tag}\` without an end, expected one that is closed`,
  ],
  [
    /^(?:unexpected token|unexpected character|invalid value expression:) "?(.+?)"?(?:, value expected)?$/s,
    (text) => say`\`${text}\` where it cannot stand, expected a value`,
  ],
]

/** What there are no words of ours for is quoted. */
export function inOurWords(complaint: string): Sayable {
  return reworded(complaint, WORDINGS) ?? say`what Liquid does not take, in its words “${complaint}”`
}
