/** JSON that the core reads itself, described here by the core's own schema. */
import { z } from 'zod';

/**
 * Lets any object through and tells the documentation what it should be: the core's parsers say what is wrong with a
 * document or an audience in better words than a schema can, and know more than its shape.
 */
export const described = (schema: z.ZodType, description: string) => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return z.record(z.string(), z.unknown()).meta({ ...shape, description });
};
