import * as z from 'zod';

/** A value that is set to '' in the environment counts as not set: CloudFormation cannot leave a variable out. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess(value => (value === '' ? undefined : value), schema.optional());
const withDefault = <S extends z.ZodType>(schema: S, fallback: string) =>
  z.preprocess(value => (value === undefined || value === '' ? fallback : value), schema);

const json = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('must be JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
const SES_IDENTITY = /^arn:aws[\w-]*:ses:[a-z0-9-]+:\d{12}:identity\/[^\s*]+$/;
const jwk = () => z.looseObject({ kty: z.string(), kid: z.string().min(1), alg: z.string() });
const jwks = () => json(z.object({ keys: z.array(jwk()).min(1) }));

/** Whoever could change keys on their way could sign anybody in; who could read a payment's, could pay. */
const isSafeSource = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

const safeUrl = () => z.url().refine(isSafeSource, 'must be https, unless it is on this machine');

/** With spaces between them, or commas. */
const words = (text: string): string[] => text.split(/[\s,]+/).filter(word => word !== '');

const isTimeZone = (name: string): boolean => {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** What every function needs. */
export const runtime = () =>
  z.object({
    STAGE: withDefault(z.enum(['local', 'dev', 'staging', 'prod']), 'dev'),
    LOG_LEVEL: withDefault(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  });

export const database = () =>
  z.object({
    DATABASE_URL: z.string().min(1),
    /** Connections a process may hold. A Lambda serves one request at a time and needs one; a local process needs more. */
    DATABASE_POOL_SIZE: withDefault(z.coerce.number().int().min(1).max(100), '1'),
    /** Whether connections keep hot statements prepared. Their way to the database must bear it (docs/deploy.md). */
    DATABASE_PREPARE: withDefault(
      z.enum(['true', 'false']).transform(value => value === 'true'),
      'false',
    ),
  });

/** For the function that migrates: a direct connection, since a pooler in transaction mode holds no lock of a session. */
export const migrations = () => z.object({ DATABASE_DIRECT_URL: z.string().min(1) });

export const queues = () =>
  z.object({
    SQS_ENDPOINT: optional(z.url()),
    QUEUE_URL_HIGH_PRIORITY: z.url(),
    QUEUE_URL_LOW_PRIORITY: z.url(),
    QUEUE_URL_EMAIL: z.url(),
    QUEUE_URL_REPORTS: z.url(),
    QUEUE_URL_BROADCAST: z.url(),
  });

/** Only the functions that look into the dead-letter queues have them. */
export const deadLetterQueues = () =>
  z.object({
    QUEUE_URL_HIGH_PRIORITY_DEAD_LETTER: z.url(),
    QUEUE_URL_LOW_PRIORITY_DEAD_LETTER: z.url(),
    QUEUE_URL_EMAIL_DEAD_LETTER: z.url(),
    QUEUE_URL_REPORTS_DEAD_LETTER: z.url(),
    QUEUE_URL_BROADCAST_DEAD_LETTER: z.url(),
  });

export const realtime = () =>
  z.object({
    /** The @connections endpoint of the WebSocket API, https://{api}.execute-api.{region}.amazonaws.com/{stage}. */
    REALTIME_ENDPOINT: z.url(),
  });

/** Origins whose pages may call the API and connect, with spaces between them; * is any. */
export const origins = () =>
  z.object({
    CORS_ORIGINS: z.string().min(1).transform(words),
  });

/** Set by Lambda, for its role. */
export const aws = () =>
  z.object({
    AWS_REGION: z.string().min(1),
    AWS_ACCESS_KEY_ID: z.string().min(1),
    AWS_SECRET_ACCESS_KEY: z.string().min(1),
    AWS_SESSION_TOKEN: optional(z.string()),
  });

/** Only the function that signs people in holds the private key. */
export const tokenSigning = () =>
  z.object({
    JWT_PRIVATE_KEY: json(jwk()),
    JWT_ISSUER: withDefault(z.string(), 'strata'),
  });

export const tokenVerification = () =>
  z.object({
    JWT_PUBLIC_KEYS: jwks(),
    JWT_ISSUER: withDefault(z.string(), 'strata'),
  });

/** Another issuer whose tokens sign linked users in. Without OIDC_ISSUER there is none. */
export const externalIssuer = () =>
  z
    .object({
      OIDC_ISSUER: optional(z.url()),
      /** Whom its tokens must be meant for: the client id of this application there. */
      OIDC_AUDIENCE: optional(z.string().min(1)),
      /** Where it publishes its keys. */
      OIDC_JWKS_URL: optional(safeUrl()),
      /** Its keys, instead of fetching them. */
      OIDC_JWKS: optional(jwks()),
    })
    .refine(
      ({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: url, OIDC_JWKS: keys }) =>
        issuer === undefined || (audience !== undefined && (url === undefined) !== (keys === undefined)),
      { error: 'needs OIDC_AUDIENCE, and either OIDC_JWKS_URL or OIDC_JWKS', path: ['OIDC_ISSUER'] },
    );

/** The page of a front end that sets a new password: it gets `#token=...`. Without one, mails show the token itself. */
export const passwordResets = () => z.object({ RESET_PAGE_URL: optional(z.url()) });

/** Mails go out by Amazon SES where there is an identity, and over SMTP elsewhere. */
export const mail = () =>
  z
    .object({
      /** Of the verified domain or address that MAIL_FROM belongs to. */
      SES_IDENTITY_ARN: optional(
        z
          .string()
          .regex(SES_IDENTITY, 'must be like arn:aws:ses:eu-west-1:123456789012:identity/shop.example'),
      ),
      SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
      MAIL_FROM: withDefault(z.string(), 'Strata <no-reply@strata.example>'),
    })
    .refine(({ SES_IDENTITY_ARN: ses, SMTP_URL: smtp }) => ses !== undefined || smtp !== undefined, {
      error: 'is needed where SES_IDENTITY_ARN is not set',
      path: ['SMTP_URL'],
    });

/** For links in mails that open without a sign-in. */
export const links = () => z.object({ API_URL: z.url(), LINK_SECRET: z.string().min(32) });

export const payments = () =>
  z.object({ PAYMENTS_PROVIDER: withDefault(z.enum(['sandbox', 'stripe']), 'sandbox') });

/** Only functions that move money, or ask what became of it, have them. */
export const stripe = () =>
  z.object({
    /** A restricted key may do no more than docs/security.md names. */
    STRIPE_SECRET_KEY: z
      .string()
      .regex(/^[sr]k_(test|live)_/, 'must start with sk_ or rk_, then test_ or live_'),
    STRIPE_API_URL: withDefault(safeUrl(), 'https://api.stripe.com'),
  });

/** What Stripe signs events with; two, with a space between them, while one replaces the other. */
export const stripeWebhooks = () =>
  z.object({
    STRIPE_WEBHOOK_SECRETS: z
      .string()
      .transform(words)
      .refine(
        list => list.length > 0 && list.every(secret => secret.startsWith('whsec_')),
        'must start with whsec_',
      ),
  });

/** Where spans are exported to; nowhere without an endpoint. The names are OpenTelemetry's. */
export const tracing = () =>
  z.object({
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url()),
    OTEL_EXPORTER_OTLP_HEADERS: optional(z.string()),
    OTEL_EXPORTER_OTLP_TIMEOUT: withDefault(z.coerce.number().int().positive(), '1000'),
    OTEL_SERVICE_NAME: withDefault(z.string(), 'strata'),
    OTEL_TRACES_SAMPLER_ARG: withDefault(z.coerce.number().min(0).max(1), '1'),
  });

export const reports = () =>
  z.object({
    /** Whose midnights divide the days of reports. */
    REPORT_TIME_ZONE: withDefault(
      z.string().refine(isTimeZone, 'must name a time zone such as Europe/Berlin'),
      'America/New_York',
    ),
  });
