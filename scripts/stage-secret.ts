import { randomBytes } from 'node:crypto';
import { newSigningKey, publicPartOf } from '../local/jwt-keys.ts';

/**
 * `npm run --silent stage-secret > file`: prints the secret of a new stage as Secrets Manager takes it. What belongs to others,
 * DATABASE_URL, DATABASE_DIRECT_URL (the same when it is not set), SMTP_URL (not needed with SES_IDENTITY_ARN) and, where Stripe
 * takes the money, STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRETS, and OTEL_EXPORTER_OTLP_HEADERS, is taken from the
 * environment; the rest is made.
 * docs/deploy.md says where it goes.
 */
const {
  DATABASE_URL,
  DATABASE_DIRECT_URL,
  SMTP_URL,
  SES_IDENTITY_ARN,
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRETS,
  OTEL_EXPORTER_OTLP_HEADERS,
} = process.env;

if (DATABASE_URL === undefined || (SMTP_URL ?? SES_IDENTITY_ARN) === undefined) {
  console.error(
    'Set DATABASE_URL and SMTP_URL (or SES_IDENTITY_ARN), and DATABASE_DIRECT_URL when DATABASE_URL goes through a pooler.',
  );
  process.exitCode = 1;
} else {
  const key = await newSigningKey();
  console.log(
    JSON.stringify({
      DATABASE_URL,
      DATABASE_DIRECT_URL: DATABASE_DIRECT_URL ?? DATABASE_URL,
      SMTP_URL,
      // What is not set is left out.
      STRIPE_SECRET_KEY,
      STRIPE_WEBHOOK_SECRETS,
      OTEL_EXPORTER_OTLP_HEADERS,
      LINK_SECRET: randomBytes(32).toString('base64url'),
      JWT_PRIVATE_KEY: JSON.stringify(key),
      JWT_PUBLIC_KEYS: JSON.stringify({ keys: [publicPartOf(key)] }),
    }),
  );
}
