import * as z from 'zod';

const reference = z.strictObject({ Ref: z.string() });
const attribute = z.strictObject({
  'Fn::GetAtt': z.union([
    z.tuple([z.string(), z.string()]),
    z.string().transform(text => text.split('.', 2)),
  ]),
});

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

/** The `Resources` of the template by logical id. */
export type Resources = Readonly<Record<string, z.infer<typeof resource>>>;
export const resourcesSchema = z.record(z.string(), resource).default({});

/** The logical id in `{ Ref: X }`, or undefined for anything else. */
export const refOf = (value: unknown): string | undefined => reference.safeParse(value).data?.Ref;

/** The logical id in `{ Fn::GetAtt: [X, Arn] }`, in either of its spellings, or undefined for anything else. */
export const arnOf = (value: unknown): string | undefined => {
  const [logicalId, name] = attribute.safeParse(value).data?.['Fn::GetAtt'] ?? [];
  return name === 'Arn' ? logicalId : undefined;
};

/** The name in `{ Fn::ImportValue: name }`, or undefined for anything else. */
export const importOf = (value: unknown): string | undefined =>
  z.strictObject({ 'Fn::ImportValue': z.string() }).safeParse(value).data?.['Fn::ImportValue'];

const output = z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.string() }).optional() });
/** The `Outputs` of the template. */
export const outputsSchema = z.record(z.string(), output).default({});

/** What the template exports, by the names under which another stack imports it. */
export const exportsOf = (outputs: z.infer<typeof outputsSchema>): ReadonlyMap<string, unknown> =>
  new Map(
    Object.values(outputs).flatMap(({ Value, Export }) =>
      Export === undefined ? [] : [[Export.Name, Value] as const],
    ),
  );

/** The resources of one type, such as AWS::SQS::Queue. */
export const resourcesOfType = (
  resources: Resources,
  type: string,
): readonly (readonly [logicalId: string, properties: Readonly<Record<string, unknown>>])[] =>
  Object.entries(resources).flatMap(([logicalId, { Type, Properties }]) =>
    Type === type ? [[logicalId, Properties] as const] : [],
  );
