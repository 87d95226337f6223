import { describe, expect, it } from '@jest/globals';
import { handler as erase } from '../../../../../functions/http/users/erase.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { createUser } from '../../../../support/builders.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { useHttp } from '../../../../support/http.ts';
import { createRoomOf } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
setEnvironment({ REALTIME_ENDPOINT: 'http://127.0.0.1:9' });

const eraseOwn = (caller: Principal) =>
  call(erase, { as: caller, params: { userId: caller.userId }, body: { currentPassword: PASSWORD } });
const ownersOf = async (roomId: string) =>
  (
    await database.rows(`select user_id from room_members where room_id = $1 and role = 'owner'`, [roomId])
  ).map(({ user_id: owner }) => owner);

describe('erasing an owner of rooms', () => {
  it('leaves each room of which they were the only owner to its longest member', async () => {
    const [ada, ben] = [await createAccount(database.db), await createUser(database.db)];
    const cleo = await createUser(database.db);
    const [own, shared, alone, bens] = [
      await createRoomOf(database.db, ada, 'private', [cleo, ben]),
      await createRoomOf(database.db, ada, 'public', [ben, cleo]),
      await createRoomOf(database.db, ada, 'private'),
      await createRoomOf(database.db, ben, 'public', [ada]),
    ];
    await database.rows(
      `update room_members set joined_at = joined_at + interval '1 day' where user_id = $1`,
      [ben.userId],
    );
    await database.rows(
      `update room_members set role = 'owner' where (room_id, user_id) = ($1::uuid, $2::uuid)`,
      [shared, ben.userId],
    );
    await eraseOwn(ada);
    expect(await ownersOf(own)).toEqual([cleo.userId]);
    expect(await ownersOf(shared)).toEqual([ben.userId]);
    expect(await ownersOf(alone)).toEqual([]);
    expect(await ownersOf(bens)).toEqual([ben.userId]);
  });

  it('leaves a room to whoever stays, when its owner and the heirs go at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const goers = [await createAccount(database.db), await createAccount(database.db)];
      goers.push(await createAccount(database.db));
      const stays = await createUser(database.db);
      const [owner = stays, ...heirs] = goers;
      const roomId = await createRoomOf(database.db, owner, 'private', [...heirs, stays]);
      const answers = await Promise.all(goers.map(goer => eraseOwn(goer)));
      expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
      expect(await ownersOf(roomId)).toEqual([stays.userId]);
    }
  });
});
