/**
 * Stands for `pg/lib/crypto/utils.js` in bundles: what signing in to Postgres needs, by the functions of node:crypto. `pg` takes
 * the Web Crypto API, which is a module of Node as large as all of `pg`, loaded at each cold start.
 */
const { Buffer } = require('buffer');
const { createHash, createHmac, pbkdf2, randomBytes } = require('crypto');
const { promisify } = require('util');

const derive = promisify(pbkdf2);

/** @param {string} name @param {import('node:crypto').BinaryLike} data */
const hash = (name, data) => createHash(name).update(data).digest();
/** @param {import('node:crypto').BinaryLike} text */
const md5 = text => hash('md5', text).toString('hex');

module.exports = {
  randomBytes,
  /** @param {string} text */
  md5: async text => md5(text),
  /** @param {string} user @param {string} password @param {Buffer} salt */
  postgresMd5PasswordHash: async (user, password, salt) =>
    `md5${md5(Buffer.concat([Buffer.from(md5(password + user)), salt]))}`,
  /** @param {Buffer} data */
  sha256: async data => hash('sha256', data),
  /** @param {string} name @param {Buffer} data */
  hashByName: async (name, data) => hash(name, data),
  /** @param {Buffer} key @param {string} text */
  hmacSha256: async (key, text) => createHmac('sha256', key).update(text).digest(),
  /** @param {string} password @param {Buffer} salt @param {number} iterations @returns 32 bytes */
  deriveKey: (password, salt, iterations) => derive(password, salt, iterations, 32, 'sha256'),
};
