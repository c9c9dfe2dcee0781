import type { Authorities } from '../accounts/authorities.js';
import { NotServed } from '../accounts/errors.js';
import type { Someone } from '../accounts/someone.js';
import type { Admission } from './admission.js';

/**
 * The same authorities for those whom the bot serves, and for nobody else: what goes on by itself
 * (being told, a job, the first list) passes no gate, and yet must end when its person is served no
 * more.
 *
 * Both reject with NotServed then, or with a WebexError when Webex does not say who they are.
 */
export function admittedOnly(authorities: Authorities, admits: Admission): Authorities {
  const admitted = async (person: Someone): Promise<void> => {
    if (!(await admits(person))) throw new NotServed('not-admitted');
  };
  return {
    of: async (person) => {
      await admitted(person);
      return await authorities.of(person);
    },
    renewed: async (person, refused) => {
      await admitted(person);
      return await authorities.renewed(person, refused);
    },
  };
}
