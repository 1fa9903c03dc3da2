import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#config';
import { erasureListSettings } from './erasure-list.settings.js';

const key = 'a key of the network, 32 or more';

const read = (env: Record<string, string>) => readSettings(env, [erasureListSettings]).of(erasureListSettings);

describe('the settings of the list of erasures', () => {
  it('are a file outside of the data folder and a key', () => {
    const env = { LRA_DATA_DIR: '/srv/lra', LRA_ERASURES_FILE: '/srv/lra-erasures', LRA_ERASURES_KEY: key };
    expect(read(env)).toEqual({ file: '/srv/lra-erasures', key });
    expect(read({})).toBeUndefined();
  });

  it.each([
    [{ LRA_ERASURES_FILE: '/srv/list' }, 'must be given together'],
    [{ LRA_ERASURES_KEY: key }, 'must be given together'],
    [{ LRA_ERASURES_FILE: '/srv/list', LRA_ERASURES_KEY: 'short' }, '32 characters or more'],
    [{ LRA_DATA_DIR: '/srv', LRA_ERASURES_FILE: '/srv/list', LRA_ERASURES_KEY: key }, 'outside of the data folder'],
    [{ LRA_ERASURES_FILE: '.data/list', LRA_ERASURES_KEY: key }, 'outside of the data folder'],
  ])('are refused as %j', (env, why) => {
    expect(() => read(env)).toThrow(why);
  });
});
