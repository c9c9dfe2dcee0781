import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openContract, type Contract } from './contract.js';
import { OFFICIAL_FILES, readOfficialDocuments } from './document.js';
import type { Exception } from './exceptions.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of the official OpenAPI files, from WEBEX_OPENAPI_DIR. Undefined when the variable is
 * not set; throws when the files are not where it points, or when it is missing in CI.
 */
export function officialDirectory(environment: Environment = process.env): string | undefined {
  const directory = environment.WEBEX_OPENAPI_DIR;
  if (directory === undefined || directory === '') {
    if (isCi(environment))
      throw new Error('CI has to set WEBEX_OPENAPI_DIR: there the contract is never left out.');
    return undefined;
  }
  const absent = OFFICIAL_FILES.filter((name) => !existsSync(join(directory, name)));
  if (absent.length > 0)
    throw new Error(`WEBEX_OPENAPI_DIR (${resolve(directory)}) lacks ${absent.join(' and ')}.`);
  return directory;
}

/** What a run without the official files leaves out, in words for its log. */
export const LEFT_OUT =
  'Left out: holding requests and answers against the official OpenAPI files ' +
  '(set WEBEX_OPENAPI_DIR to a folder with webex-recordings.json and webex-messaging-bot.json).';

/** A contract over the official documents, or undefined when they are not at hand. */
export function officialContract(
  environment: Environment = process.env,
  exceptions?: readonly Exception[],
): Contract | undefined {
  const directory = officialDirectory(environment);
  if (directory === undefined) return undefined;
  return openContract(readOfficialDocuments(directory), exceptions);
}

function isCi(environment: Environment): boolean {
  const value = environment.CI ?? '';
  return value !== '' && value !== 'false' && value !== '0';
}
