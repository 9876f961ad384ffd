/** What Vega and Vega-Lite have against a spec, in words of ours. */
import { reworded, type Sayable, say, type Wording } from '../phrase.ts'

const WORDINGS: Wording[] = [
  [
    /^Invalid specification/,
    () =>
      say`nothing to draw, expected \`mark\`, \`layer\`, \`facet\`, \`hconcat\`, \`vconcat\`, \`concat\` or \`repeat\``,
  ],
  [/^Unexpected end of input$/, () => say`an expression that ends too early, expected a whole one`],
  [
    /^Unexpected token ILLEGAL$/,
    () => say`a character that no expression has, expected one that can be read`,
  ],
  [/^Unexpected (?:token )?(.+)$/, (what) => say`\`${what}\` in an expression, where it cannot stand`],
  [
    /^Expression parse error: (.+)$/s,
    (expression) => say`the expression \`${expression}\`, expected one that can be read`,
  ],
  [/^Unrecognized function: (.+)$/, (name) => say`the function \`${name}\`, expected one of Vega`],
  [
    /^Unrecognized signal name: "(.+)"$/,
    (name) => say`\`${name}\` in an expression, expected \`datum.${name}\` or the name of a parameter`,
  ],
  [
    /^Unrecognized scale type: "(.+)"$/,
    (name) => say`\`${name}\` as the type of a scale, expected one of Vega-Lite`,
  ],
  [
    /^(?:Can not find data set|Undefined data set name|Unrecognized data set): "(.+)"$/,
    (name) => say`no data \`${name}\`, expected some of that name`,
  ],
  [
    /^Duplicate (?:data set|scale or projection|signal) name: "(.+)"$/,
    (name) => say`two things of the name \`${name}\`, expected one`,
  ],
  [
    /^Loading failed (\S+)/,
    (address) => say`\`${address}\`: data must come from a dataset of the report, nothing is loaded`,
  ],
  [/^Links to (\S+)$/, (address) => say`a chart can neither link to nor show \`${address}\``],
  [/^Infinite extent for field "(.+?)"/, (field) => say`no number in \`${field}\`, expected one at least`],
  [
    /^Invalid field type "(.+?)"/,
    (type) =>
      say`\`${type}\` as the type of a field, expected \`quantitative\`, \`temporal\`, \`ordinal\` or \`nominal\``,
  ],
]

/** What there are no words of ours for is quoted. */
export function inOurWords(complaint: string): Sayable {
  return (
    reworded(complaint, WORDINGS) ?? say`what Vega-Lite does not draw, in its words “${short(complaint)}”`
  )
}

/** Vega-Lite quotes whole specs. */
function short(complaint: string): string {
  return complaint.replace(/\{.*\}/s, '{…}')
}
