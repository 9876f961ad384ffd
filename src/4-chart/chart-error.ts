/** What Vega or Vega-Lite has against a spec. */
export class ChartError extends Error {}
