import type * as z from 'zod';

/** The parts of OpenAPI 3.1 that our document has. */

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** An alias, since an interface would not pass for a JSON schema. */
export type Reference = Readonly<{ $ref: string }>;

export interface MediaType {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example | Reference>>;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface Header {
  readonly description: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security?: readonly [];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  /** By status. */
  readonly responses: Readonly<Record<string, Answer | Reference>>;
}

/** What operations refer to, by kind and name. */
export interface Sections {
  readonly schemas: JsonSchema;
  readonly responses: Answer;
  readonly parameters: Parameter;
  readonly headers: Header;
  readonly examples: Example;
}

export interface Document {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly unknown[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  /** By path, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Partial<{
    readonly [Kind in keyof Sections]: Readonly<Record<string, Sections[Kind]>>;
  }> & {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}
