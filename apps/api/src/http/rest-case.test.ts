import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foreignKeys, fromRest, toCamel, toRest, toSnake } from './rest-case.ts';
import { jsonSchemaOf } from './rest-schema.ts';

const Example = z.strictObject({
  postalCode: z.string(),
  reasons: z.array(z.strictObject({ requirementCode: z.string() })),
  choice: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('a'), innerName: z.string() }),
    z.strictObject({ kind: z.literal('b'), draftFields: z.record(z.string(), z.string()) }),
  ]),
});
const schema = jsonSchemaOf(Example, 'input');

describe('the REST mapping', () => {
  it('renames keys of objects, lists and unions, and no value', () => {
    const body = {
      postal_code: 'a_b',
      reasons: [{ requirement_code: 'photo_id' }],
      choice: { kind: 'a', inner_name: 'first_name' },
    };
    const input = {
      postalCode: 'a_b',
      reasons: [{ requirementCode: 'photo_id' }],
      choice: { kind: 'a', innerName: 'first_name' },
    };
    expect(fromRest(body, schema)).toEqual(input);
    expect(toRest(input, schema)).toEqual(body);
  });

  it('leaves the keys of a free-form record alone, in both directions', () => {
    const fields = { first_name: 'x', lastName: 'y' };
    expect(fromRest({ choice: { kind: 'b', draft_fields: fields } }, schema)).toEqual({
      choice: { kind: 'b', draftFields: fields },
    });
    expect(toRest({ choice: { kind: 'b', draftFields: fields } }, schema)).toEqual({
      choice: { kind: 'b', draft_fields: fields },
    });
    expect(foreignKeys({ choice: { kind: 'b', draft_fields: fields } }, schema)).toEqual([]);
  });

  it('names keys that are not snake_case, wherever they are', () => {
    expect(foreignKeys({ postalCode: 'x', reasons: [{ requirementCode: 'y' }] }, schema)).toEqual([
      'postalCode',
      'reasons.0.requirementCode',
    ]);
  });

  it('is undone by its inverse for every camelCase name', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const tail = fc.stringMatching(/^[A-Z][a-z0-9]{1,5}$/);
    fc.assert(
      fc.property(word, fc.array(tail, { maxLength: 3 }), (first, rest) => {
        const name = [first, ...rest].join('');
        expect(toCamel(toSnake(name))).toBe(name);
      }),
    );
  });

  it('tells what goes in from what comes out where one schema serves both', () => {
    const Page = z.strictObject({ limit: z.int().default(50) });
    expect(jsonSchemaOf(Page, 'input')?.required).toBeUndefined();
    expect(jsonSchemaOf(Page, 'output')?.required).toEqual(['limit']);
  });

  it('keeps dates whole and does not touch the prototype', () => {
    const at = new Date();
    expect(toRest({ decidedAt: at }, undefined)).toEqual({ decided_at: at });
    fromRest(JSON.parse('{"__proto__": {"is_admin": true}}'), undefined);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});
