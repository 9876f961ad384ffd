/** JSON Schemas for editors, from the definitions that check the files. */
import { z } from 'zod'
import { datasetSchema } from './dataset-schema.ts'
import { settingsSchema } from './settings.ts'

/** By file name. */
export function jsonSchemas(): Map<string, object> {
  const schemas = { 'report.schema.json': settingsSchema, 'dataset.schema.json': datasetSchema }
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    ]),
  )
}
