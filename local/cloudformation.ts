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

/** The resources of one type, such as AWS::SQS::Queue. */
export const resourcesOfType = (
  resources: Resources,
  type: string,
): readonly (readonly [logicalId: string, properties: Readonly<Record<string, unknown>>])[] =>
  Object.entries(resources).flatMap(([logicalId, { Type, Properties }]) =>
    Type === type ? [[logicalId, Properties] as const] : [],
  );
