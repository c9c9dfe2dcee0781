import assert from 'node:assert/strict';
import {
  isIdLike,
  namedUuid,
  TEAM_CLUSTER,
  uuidOf,
  uuidSource,
  webexId,
} from '../../../sandbox/world/ids.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  it('carry type and uuid, whatever the cluster', () => {
    const uuid = namedUuid('someone');
    assert.match(uuid, UUID);
    assert.equal(uuidOf('PEOPLE', webexId('PEOPLE', uuid)), uuid);
    assert.equal(uuidOf('PEOPLE', webexId('PEOPLE', uuid, TEAM_CLUSTER)), uuid);
    assert.equal(uuidOf('ROOM', webexId('PEOPLE', uuid)), undefined);
    assert.equal(uuidOf('ROOM', 'nonsense'), undefined);
    assert.equal(uuidOf('ROOM', uuid.toUpperCase()), uuid);
    assert.deepEqual([webexId('PEOPLE', uuid), uuid, 'nonsense', ''].map(isIdLike), [
      true,
      true,
      false,
      false,
    ]);
  });

  it('follow a seeded chance', () => {
    const seeded = () => {
      let n = 0;
      return uuidSource(() => (n = (n + 0.377) % 1));
    };
    const [one, other] = [seeded(), seeded()];
    const first = one();
    assert.match(first, UUID);
    assert.equal(other(), first);
    assert.notEqual(one(), first);
    assert.notEqual(uuidSource()(), uuidSource()());
  });
});
