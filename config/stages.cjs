// @ts-check
const { existsSync } = require('node:fs');

/**
 * What differs between the stages; serverless.yml reads it. Origins are those whose pages may call the HTTP API (CORS) and
 * open a WebSocket; an entry of '*' allows any, which gives nothing away: tokens are sent by pages that hold them, and
 * there are no cookies that a browser would add.
 */
const origins = {
  dev: ['*'],
  staging: ['https://staging.strata.example'],
  prod: ['https://strata.example'],
};

/** Where the HTTP API is, for links in mails: a domain of one's own, or what API Gateway gave it. */
const apiUrls = {
  dev: 'https://api.dev.strata.example',
  staging: 'https://api.staging.strata.example',
  prod: 'https://api.strata.example',
};

/** CORS_ORIGINS, with spaces between them, takes the place of a stage's own. Locally .env counts too, as for the functions. */
const given = () => {
  if (process.argv.includes('offline') && existsSync('.env')) process.loadEnvFile('.env');
  return process.env.CORS_ORIGINS?.split(/[\s,]+/).filter(origin => origin !== '') ?? [];
};

/** @param {{ resolveVariable: (name: string) => Promise<string> }} framework */
module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const chosen = given();
  const corsOrigins = chosen.length > 0 ? chosen : (new Map(Object.entries(origins)).get(stage) ?? []);
  if (corsOrigins.length === 0)
    throw new Error(`config/stages.cjs has no origins for the stage ${stage}; set CORS_ORIGINS`);
  const apiUrl = process.env.API_URL ?? new Map(Object.entries(apiUrls)).get(stage) ?? '';
  return { apiUrl, corsOrigins, corsOriginsText: corsOrigins.join(' ') };
};
