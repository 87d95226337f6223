import * as z from 'zod';
import { outputsSchema, resourcesSchema } from './cloudformation.ts';

const environment = z.record(z.string(), z.unknown()).default({});

const functionSchema = z.looseObject({
  name: z.string(),
  handler: z.string().optional(),
  timeout: z.number().optional(),
  environment,
  events: z.array(z.record(z.string(), z.unknown())).default([]),
});

const serviceSchema = z.looseObject({
  service: z.string(),
  provider: z.looseObject({
    stage: z.string(),
    region: z.string().default('us-east-1'),
    timeout: z.number().default(6),
    environment,
  }),
  functions: z.record(z.string(), functionSchema).default({}),
  resources: z
    .looseObject({ Resources: resourcesSchema, Outputs: outputsSchema })
    .default({ Resources: {}, Outputs: {} }),
});

/** What the local stack reads of serverless.yml, once the framework has resolved its variables and files. */
export type Service = z.infer<typeof serviceSchema>;

/** Reads the framework's own object, whose types promise little. @throws ZodError naming what is not as expected */
export const readService = (service: unknown): Service => serviceSchema.parse(service);

/** The seconds that a function may run. */
export const timeoutOf = (service: Service, functionKey: string): number =>
  service.functions[functionKey]?.timeout ?? service.provider.timeout;

/** Full function names by the logical ids that the framework gives them, such as DailyReportLambdaFunction. */
export const functionKeysByLogicalId = (service: Service): ReadonlyMap<string, string> =>
  new Map(Object.keys(service.functions).map(key => [lambdaLogicalId(key), key]));

/** As in the framework's lib/plugins/aws/lib/naming.js. */
const lambdaLogicalId = (key: string): string => {
  const name = key.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;
};
