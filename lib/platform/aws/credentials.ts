import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';

/** What AWS gives a function to sign with: Lambda puts those of its role into the environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export const credentials = (): Credentials => {
  const aws = config(sections.aws);
  return {
    accessKeyId: aws.AWS_ACCESS_KEY_ID,
    secretAccessKey: aws.AWS_SECRET_ACCESS_KEY,
    sessionToken: aws.AWS_SESSION_TOKEN,
  };
};
