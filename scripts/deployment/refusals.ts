/** What a stage is, as config/stages.cjs says it. */
export interface StageSettings {
  readonly payments: string;
  readonly origins: readonly string[];
  readonly apiUrl: string;
}

export interface Deployment {
  readonly stage: string;
  readonly settings: StageSettings | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** On this stage money is not real, and neither are the people. */
const PLAYGROUND = 'dev';

const isExample = (url: string): boolean => /\.example\b/.test(url);

/** Why a deployment must not begin; empty when it may. */
export const refusals = ({ stage, settings, environment }: Deployment): readonly string[] => {
  if (settings === undefined)
    return [`config/stages.cjs has no stage ${stage || '(name one with --stage)'}.`];
  if (stage === PLAYGROUND) return [];
  const payments = environment['PAYMENTS_PROVIDER'] ?? settings.payments;
  const origins = environment['CORS_ORIGINS'] ?? settings.origins.join(' ');
  const apiUrl = environment['API_URL'] ?? settings.apiUrl;
  return [
    ...(payments === 'sandbox'
      ? [`The stage ${stage} takes no money: its payments are the sandbox. Only ${PLAYGROUND} may have that.`]
      : []),
    ...(environment['STRATA_DEMO_DATA']
      ? ['STRATA_DEMO_DATA is set: everybody knows the demo passwords.']
      : []),
    ...(isExample(origins) ? [`The origins of ${stage} are still those of the example: ${origins}.`] : []),
    ...(isExample(apiUrl)
      ? [`The address of the API of ${stage} is still that of the example: ${apiUrl}.`]
      : []),
  ];
};
