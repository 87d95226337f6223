import { describe, expect, it } from '@jest/globals';
import type { TestIssuer } from '../../support/issuer.ts';
import { PASSWORD, type People } from '../../support/use-people.ts';

const NEW_PASSWORD = 'pear-tractor-eight-lake';

/** Users, their sessions, and their accounts elsewhere. */
export const accountCalls = (people: People, issuer: () => TestIssuer): void => {
  const refresh = (refreshToken: string) =>
    people.nobody('POST', '/sessions/refresh', { body: { refreshToken } });

  describe('users', () => {
    it('read and change what is kept about them', async () => {
      const ada = await people.register('Ada');
      const params = { userId: ada.id };
      const { data: user, etag = '' } = await ada.api('GET', '/users/{userId}', { params });
      expect(user).toMatchObject({ id: ada.id, email: ada.email, age: 30 });
      const { data: changed } = await ada.api('PATCH', '/users/{userId}', {
        params,
        body: { name: 'Ada L.' },
        ifMatch: etag,
      });
      expect(changed).toMatchObject({ id: ada.id, name: 'Ada L.', age: 30 });
      const same = await ada.api('GET', '/users/{userId}', { params, ifNoneMatch: etag });
      expect(same.status).toBe(200);
    });

    it('are found by an administrator', async () => {
      const ben = await people.register('Ben');
      const admin = await people.admin();
      const { data } = await admin('GET', '/users', { query: { search: ben.email } });
      expect(data.map(({ id }) => id)).toEqual([ben.id]);
    });

    it('change a password, and are signed out elsewhere', async () => {
      const { id, email, api } = await people.register('Cai');
      const elsewhere = await people.signIn(email);
      const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
      await api('POST', '/users/{userId}/password', { params: { userId: id }, body });
      await people.signIn(email, NEW_PASSWORD);
      await expect(people.signIn(email)).rejects.toMatchObject({ code: 'session.wrong_credentials' });
      await expect(refresh(elsewhere.refreshToken)).rejects.toMatchObject({ code: 'session.ended' });
    });

    it('are erased, and are nobody then', async () => {
      const admin = await people.admin();
      const { id, email, api } = await people.register('Dan');
      const body = { currentPassword: PASSWORD };
      await api('DELETE', '/users/{userId}', { params: { userId: id }, body });
      await expect(admin('GET', '/users/{userId}', { params: { userId: id } })).rejects.toMatchObject({
        code: 'user.not_found',
      });
      await expect(people.signIn(email)).rejects.toMatchObject({ code: 'session.wrong_credentials' });
    });
  });

  describe('sessions', () => {
    it('are refreshed, listed, ended from another device, and ended by who signs out', async () => {
      const { email, refreshToken } = await people.register('Eve');
      const { data: refreshed } = await refresh(refreshToken);
      const laptop = people.withToken(refreshed.accessToken);
      const phone = await people.signIn(email);
      const { data: sessions } = await laptop('GET', '/sessions');
      expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
      const sessionId = sessions.find(({ current }) => !current)?.id ?? '';
      await laptop('DELETE', '/sessions/{sessionId}', { params: { sessionId } });
      await expect(refresh(phone.refreshToken)).rejects.toMatchObject({ code: 'session.ended' });

      await laptop('DELETE', '/sessions/current');
      await expect(refresh(refreshed.refreshToken)).rejects.toMatchObject({ code: 'session.ended' });
    });

    it('begin with a password that was set anew by mail', async () => {
      const { id, email } = await people.register('Fay');
      await people.nobody('POST', '/password-resets', { body: { email } });
      const [, token = ''] = /Token: ([\w-]{43})\b/.exec(await people.mailTo(email, /new password/)) ?? [];
      await people.nobody('POST', '/password-resets/complete', {
        body: { token, newPassword: NEW_PASSWORD },
      });
      expect((await people.signIn(email, NEW_PASSWORD)).id).toBe(id);
    });

    it('begin with an account elsewhere, while it is linked', async () => {
      const { id, api } = await people.register('Gil');
      const token = await issuer().sign();
      await api('POST', '/identities', { body: { token, currentPassword: PASSWORD } });
      const { data: identities } = await api('GET', '/identities');
      expect(identities).toMatchObject([{ issuer: issuer().issuer, subject: 'ada-elsewhere' }]);
      const { data } = await people.nobody('POST', '/sessions/external', { body: { token } });
      expect(data.user.id).toBe(id);

      const params = { identityId: identities[0]?.id ?? '' };
      await api('DELETE', '/identities/{identityId}', { params });
      await expect(people.nobody('POST', '/sessions/external', { body: { token } })).rejects.toMatchObject({
        code: 'identity.not_linked',
      });
    });
  });
};
