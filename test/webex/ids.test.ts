import assert from 'node:assert/strict';
import { samePerson, uuidOf } from '../../src/webex/ids.js';

const uuid = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const idOf = (uri: string): string => Buffer.from(uri).toString('base64');

describe('webex/ids', () => {
  for (const uri of [
    `ciscospark://us/PEOPLE/${uuid}`,
    `ciscospark://urn:TEAM:us-west-2_r/PEOPLE/${uuid}`,
    `ciscospark://us/PEOPLE/${uuid.toUpperCase()}`,
    `ciscospark://us/ROOM/${uuid}`,
  ]) {
    it(`finds the UUID in ${uri}`, () => {
      assert.equal(uuidOf(idOf(uri)), uuid);
      assert.equal(uuidOf(idOf(uri).replace(/=+$/, '')), uuid);
    });
  }

  for (const id of [
    uuid,
    'AbC',
    '',
    idOf('https://us/PEOPLE/x'),
    idOf('ciscospark://us/PEOPLE/'),
  ]) {
    it(`leaves "${id}" as it is`, () => assert.equal(uuidOf(id), id));
  }

  it('knows one person in two clusters', () => {
    const one = idOf(`ciscospark://us/PEOPLE/${uuid}`);
    const other = idOf(`ciscospark://urn:TEAM:eu-central-1_k/PEOPLE/${uuid}`);
    assert.ok(samePerson(one, other));
    assert.ok(samePerson(one, uuid));
  });

  it('does not take one person for another', () => {
    const other = uuid.replace('0f', '1f');
    assert.ok(
      !samePerson(idOf(`ciscospark://us/PEOPLE/${uuid}`), idOf(`ciscospark://us/PEOPLE/${other}`)),
    );
    assert.ok(!samePerson('AbC', 'aBc'));
  });
});
