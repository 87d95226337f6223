// @ts-check
const { existsSync } = require('node:fs');

/**
 * What differs between the stages; the YAML reads it as `${file(config/stages.cjs):name}`.
 *
 * @typedef {object} Stage
 * @property {string[]} origins whose pages may call the HTTP API (CORS) and open a WebSocket. '*' allows any, which gives
 *   nothing away: tokens are sent by pages that hold them, and there are no cookies that a browser would add
 * @property {string} apiUrl where the HTTP API is, for links in mails: a domain of one's own, or what API Gateway gave it
 * @property {number} httpRate requests a second that the HTTP API takes before it answers 429
 * @property {number} httpBurst requests at once on top of that
 * @property {number} realtimeRate frames a second that the real-time API takes
 * @property {number} realtimeBurst
 * @property {number} logRetentionDays
 * @property {string} dispatchRate how often `dispatchJobs` runs: a tick wakes a database that sleeps when nobody asks it
 * @property {number} dispatchSilenceSeconds after which a dispatcher that does not run rings an alarm: some of its intervals
 * @property {number} memoryMegabytes of a function that says nothing else. Lambda gives processor by memory, a whole one at
 *   1,769 MB; 512 MB is where a request that waits for the database stops getting quicker
 * @property {'sandbox' | 'stripe'} payments who takes the money: the sandbox takes none, and functions that need one refuse to
 *   start with it on the stages staging and prod
 * @property {string} [sesIdentityArn] the verified domain or address of Amazon SES that mails are sent from, instead of the mail
 *   server of SMTP_URL
 * @property {boolean} [otlpHeaders] whether the stage's secret has OTEL_EXPORTER_OTLP_HEADERS, for a receiver of spans that wants a
 *   key; a collector beside the functions wants none
 * @property {string} [alarmEmail] who is mailed when an alarm rings; AWS asks the address to confirm
 * @property {{ subnetIds: string[], securityGroupIds: string[] }} [vpc] where the database is, when it is in a VPC (RDS)
 * @property {{ name: string, certificateArn: string }} [httpDomain] a domain of one's own for the HTTP API
 * @property {{ name: string, certificateArn: string }} [realtimeDomain] and one for the real-time API
 */

/** @type {Record<string, Stage>} */
const stages = {
  dev: {
    origins: ['*'],
    apiUrl: 'https://api.dev.strata.example',
    // A loop gone wild in a test costs cents.
    httpRate: 50,
    httpBurst: 100,
    realtimeRate: 50,
    realtimeBurst: 100,
    logRetentionDays: 7,
    // Neon suspends a database after five idle minutes: a delayed job is up to ten minutes late here, and nights are free.
    dispatchRate: 'rate(10 minutes)',
    dispatchSilenceSeconds: 1800,
    memoryMegabytes: 512,
    payments: 'sandbox',
  },
  staging: {
    origins: ['https://staging.strata.example'],
    apiUrl: 'https://api.staging.strata.example',
    httpRate: 200,
    httpBurst: 400,
    realtimeRate: 200,
    realtimeBurst: 400,
    logRetentionDays: 14,
    dispatchRate: 'rate(1 minute)',
    dispatchSilenceSeconds: 300,
    memoryMegabytes: 512,
    payments: 'stripe',
  },
  prod: {
    origins: ['https://strata.example'],
    apiUrl: 'https://api.strata.example',
    // Half of the 1,000 concurrent executions of a new account, at 250 ms a request; raise it with the quota
    // (docs/scaling.md).
    httpRate: 2000,
    httpBurst: 1000,
    realtimeRate: 2000,
    realtimeBurst: 1000,
    // Long enough to look back at what a customer reports.
    logRetentionDays: 30,
    dispatchRate: 'rate(1 minute)',
    dispatchSilenceSeconds: 300,
    memoryMegabytes: 512,
    payments: 'stripe',
  },
};

/**
 * A field of the stage's secret, for AWS to resolve; nothing where it is not used, for a field that is not there stops a deployment.
 * @param {string} stage @param {string} name @param {boolean} isUsed
 */
const secret = (stage, name, isUsed) =>
  isUsed ? `{{resolve:secretsmanager:strata/${stage}:SecretString:${name}}}` : '';

/** @param {string | undefined} text with spaces or commas between */
const words = text => text?.split(/[\s,]+/).filter(word => word !== '') ?? [];

/** VPC_SUBNET_IDS and VPC_SECURITY_GROUP_IDS take the place of a stage's own VPC: both, or neither. */
const givenVpc = () => {
  const subnetIds = words(process.env.VPC_SUBNET_IDS);
  const securityGroupIds = words(process.env.VPC_SECURITY_GROUP_IDS);
  if (subnetIds.length > 0 !== securityGroupIds.length > 0)
    throw new Error('A VPC is named by VPC_SUBNET_IDS and VPC_SECURITY_GROUP_IDS together');
  return subnetIds.length > 0 ? { subnetIds, securityGroupIds } : undefined;
};

/** CORS_ORIGINS, with spaces between them, takes the place of a stage's own. Locally .env counts too, as for the functions. */
const givenOrigins = () => {
  if (process.argv.includes('offline') && existsSync('.env')) process.loadEnvFile('.env');
  return words(process.env.CORS_ORIGINS);
};

/** @param {{ resolveVariable: (name: string) => Promise<string> }} framework */
module.exports = async ({ resolveVariable }) => {
  const name = await resolveVariable('sls:stage');
  const stage = new Map(Object.entries(stages)).get(name);
  if (stage === undefined) throw new Error(`config/stages.cjs has no stage ${name}`);
  const given = givenOrigins();
  const sesIdentityArn = process.env.SES_IDENTITY_ARN ?? stage.sesIdentityArn ?? '';
  const corsOrigins = given.length > 0 ? given : stage.origins;
  const payments = process.env.PAYMENTS_PROVIDER ?? stage.payments;
  const paysByStripe = payments === 'stripe';
  return {
    ...stage,
    payments,
    stripeSecretKey: secret(name, 'STRIPE_SECRET_KEY', paysByStripe),
    stripeWebhookSecrets: secret(name, 'STRIPE_WEBHOOK_SECRETS', paysByStripe),
    apiUrl: process.env.API_URL ?? stage.apiUrl,
    sesIdentityArn,
    smtpUrl: secret(name, 'SMTP_URL', sesIdentityArn === ''),
    otlpHeaders: secret(name, 'OTEL_EXPORTER_OTLP_HEADERS', stage.otlpHeaders ?? false),
    corsOrigins,
    corsOriginsText: corsOrigins.join(' '),
    vpc: givenVpc() ?? stage.vpc ?? {},
  };
};
module.exports.stages = stages;
