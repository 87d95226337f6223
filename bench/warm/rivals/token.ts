import { createLocalJWKSet, jwtVerify } from 'jose';

/** Verifies an access token. @throws when it does not hold */
export const createVerifier = () => {
  const keys = createLocalJWKSet(JSON.parse(process.env['JWT_PUBLIC_KEYS'] ?? ''));
  return async (authorization: string | undefined): Promise<string | undefined> => {
    const { payload } = await jwtVerify(authorization?.replace(/^Bearer /, '') ?? '', keys, {
      issuer: 'strata',
      audience: 'strata-api',
      algorithms: ['ES256'],
      typ: 'at+jwt',
    });
    return payload.sub;
  };
};
